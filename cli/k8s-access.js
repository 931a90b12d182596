#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that one that cannot run TypeScript is told instead of failing on it.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `k8s-access needs Node ${oldest} or newer, and this is Node ${process.versions.node}. Run it as \`npx k8s-access\`, which uses the project's own Node, or install a newer one.\n`,
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  process.exitCode = main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    now: Date.now,
  });
}

#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that one that cannot run TypeScript is told instead of failing on it.
const oldest = 24;
/** In columns: wider lines are hard to read. */
const widest = 100;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `k8s-access needs Node ${oldest} or newer, and this is Node ${process.versions.node}. Run it as \`npx k8s-access\`, which uses the project's own Node, or install a newer one.\n`,
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  const { stdout, stderr, env } = process;
  // A reader that has seen enough, such as `head`, closes the pipe: that is no mistake.
  stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    now: Date.now,
    // https://no-color.org: any value but the empty one means no.
    colours: stdout.isTTY === true && stderr.isTTY === true && !env.NO_COLOR && stdout.hasColors(),
    width: Math.min(stdout.columns || widest, widest),
    environment: env,
  });
}

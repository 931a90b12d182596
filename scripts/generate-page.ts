import { readFileSync, writeFileSync } from 'node:fs';

/** Writes a generated page; with --check it writes nothing and ends with 1 where the page is not what would be written. */
export function writeOrCheck(path: string, text: string, command: string): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (current(path) !== text) {
    process.stderr.write(`${path} is stale. Write it anew with \`${command}\`.\n`);
    process.exitCode = 1;
  }
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

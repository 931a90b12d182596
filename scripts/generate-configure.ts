import { readFileSync, writeFileSync } from 'node:fs';
import { configurePage } from './configure/page.ts';

// Writes docs/configure.md. With --check it writes nothing and ends with 1 where the file is not what would be written.

const path = 'docs/configure.md';

function current(): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (!process.argv.includes('--check')) {
  writeFileSync(path, configurePage());
} else if (current() !== configurePage()) {
  process.stderr.write(`${path} is stale. Write it anew with \`npm run configure\`.\n`);
  process.exitCode = 1;
}

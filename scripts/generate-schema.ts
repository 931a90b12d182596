import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { accessSchema } from '../shared/config/schema.ts';

// Writes access.schema.json, by which editors check and complete access.yaml. With --check it writes nothing and
// ends with 1 where the file is not what would be written.

const path = 'access.schema.json';

/** The JSON Schema of `access.yaml`, in draft 7, the newest that every YAML editor reads. */
export function schemaText(): string {
  const { $schema, title, description, ...rest } = z.toJSONSchema(accessSchema, {
    io: 'input',
    target: 'draft-7',
  });
  return `${JSON.stringify({ $schema, title, description, ...rest }, undefined, 2)}\n`;
}

function isCurrent(): boolean {
  try {
    return readFileSync(path, 'utf8') === schemaText();
  } catch {
    return false;
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, schemaText());
  } else if (!isCurrent()) {
    process.stderr.write(`${path} is stale. Write it anew with \`npm run schema\`.\n`);
    process.exitCode = 1;
  }
}

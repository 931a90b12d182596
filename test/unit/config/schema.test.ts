import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { schemaText } from '../../../scripts/generate-schema.ts';
import { exampleFile } from '../../support/records.ts';

const script = fileURLToPath(new URL('../../../scripts/generate-schema.ts', import.meta.url));
const shipped = fileURLToPath(new URL('../../../access.schema.json', import.meta.url));
const schema = JSON.parse(schemaText()) as z.core.JSONSchema.JSONSchema;
const example = readFileSync(exampleFile, 'utf8');

function accepts(text: string): boolean {
  return z.fromJSONSchema(schema).safeParse(parse(text)).success;
}

describe('access.schema.json', () => {
  it('is what the code says: `npm run schema` writes it anew', () => {
    expect(readFileSync(shipped, 'utf8')).toBe(schemaText());
  });

  it('accepts the example estate', () => {
    expect(accepts(example)).toBe(true);
  });

  it.each([
    ['a duration of another form', 'maxDuration: 8h', 'maxDuration: 1d'],
    ['an empty duration', 'maxDuration: 8h', 'maxDuration: ""'],
    ['an unknown key', 'slack:', 'colour: red\nslack:'],
    ['a namespace in capitals', '[payments, checkout, platform]', '[Payments]'],
    ['an empty list of namespaces', '[payments, checkout, platform]', '[]'],
    ['a cluster name with a space', 'prod-eu:', 'prod eu:'],
    ['an approval of another kind', 'approval: automatic', 'approval: never'],
    ['another version', 'version: 1', 'version: 2'],
  ])('refuses %s', (_, right, wrong) => {
    expect(accepts(example.replace(right, wrong))).toBe(false);
  });
});

describe('scripts/generate-schema.ts', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(...options: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  const stale = {
    status: 1,
    output: 'access.schema.json is stale. Write it anew with `npm run schema`.\n',
  };

  it('--check ends with 1 and a sentence when the file is missing or stale', () => {
    expect(run('--check')).toEqual(stale);
    writeFileSync(join(folder, 'access.schema.json'), schemaText().replace('draft-07', 'draft-06'));
    expect(run('--check')).toEqual(stale);
  });

  it('writes the file, says nothing, and --check is then content', () => {
    expect(run()).toEqual({ status: 0, output: '' });
    expect(run('--check')).toEqual({ status: 0, output: '' });
    expect(readFileSync(join(folder, 'access.schema.json'), 'utf8')).toBe(schemaText());
  });
});

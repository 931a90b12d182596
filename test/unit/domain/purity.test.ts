import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const project = fileURLToPath(new URL('../../../', import.meta.url));

// Each is one file, and each must be found fault with.
const violations: readonly (readonly [folder: string, code: string])[] = [
  ['shared/domain', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;"],
  ['shared/domain', "import { randomUUID } from 'crypto';\nexport const a = randomUUID;"],
  ['shared/domain', "import { EKSClient } from '@aws-sdk/client-eks';\nexport const a = EKSClient;"],
  ['shared/domain', "import { z } from 'zod';\nexport const a = z;"],
  ['shared/domain', "import type { Clock } from '../usecases/ports.ts';\nexport type A = Clock;"],
  ['shared/domain', "export const a = await import('node:fs');"],
  ['shared/domain', 'export const a = Date.now();'],
  ['shared/domain', 'export const a = new Date();'],
  ['shared/domain', 'export const a = new Date(Date.now());'],
  ['shared/domain', 'export const { now } = Date;'],
  ['shared/domain', 'export const a = Math.random();'],
  ['shared/domain', 'export const a = crypto.randomUUID();'],
  ['shared/domain', 'export const a = performance.now();'],
  ['shared/domain', 'export const a = globalThis;'],
  ['shared/domain', "export const a = fetch('https://example.com');"],
  ['shared/domain', "export const a = process.env['HOME'];"],
  [
    'shared/usecases',
    "import { entries } from '../adapters/eks/access-entries.ts';\nexport const a = entries;",
  ],
  ['shared/usecases', "import { createHash } from 'node:crypto';\nexport const a = createHash;"],
  ['shared/usecases', 'export const a = () => Date.now();'],
  ['shared/adapters/eks', "import { approve } from '../../usecases/approve.ts';\nexport const a = approve;"],
  ['shared/adapters/eks', "import { wire } from '../../../functions/wiring.ts';\nexport const a = wire;"],
  ['shared/config', "import type { Clock } from '../usecases/ports.ts';\nexport type A = Clock;"],
  ['functions/slack', "import { openStore } from '../../local/store.ts';\nexport const a = openStore;"],
  ['functions/slack', "import { stack } from '../../infra/stack.ts';\nexport const a = stack;"],
  ['local', "import { alice } from '../test/support/records.ts';\nexport const a = alice;"],
];

const allowed: readonly (readonly [folder: string, code: string])[] = [
  ['shared/domain', "import canonicalize from 'canonicalize';\nexport const a = canonicalize({});"],
  ['shared/domain', "import type { Instant } from './instant.ts';\nexport type A = Instant;"],
  ['shared/domain', "export const a = new Date(Date.parse('2026-11-21')).toISOString();"],
  ['shared/usecases', "import type { Instant } from '../domain/instant.ts';\nexport type A = Instant;"],
  ['shared/adapters/eks', "import type { Clock } from '../../usecases/ports.ts';\nexport type A = Clock;"],
  [
    'functions/slack',
    "import { approve } from '../../shared/usecases/approve.ts';\nexport const a = approve;",
  ],
];

const report = z.object({
  diagnostics: z.array(z.object({ severity: z.string(), location: z.object({ path: z.string() }) })),
});

/** The files among these in which the project's lint finds an error. */
function faulted(folder: string, files: readonly string[]): ReadonlySet<string> {
  const options = ['lint', '--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false'];
  const biome = join(project, 'node_modules', '.bin', 'biome');
  const { stdout } = spawnSync(biome, [...options, ...files], { cwd: folder, encoding: 'utf8' });
  const errors = report.parse(JSON.parse(stdout)).diagnostics.filter(({ severity }) => severity === 'error');
  return new Set(errors.map(({ location }) => location.path));
}

describe('the lint rules', () => {
  let folder = '';
  let found: ReadonlySet<string> = new Set();
  const fileOf = ([place]: readonly [string, string], number: number, kind: string) =>
    `${place}/${kind}-${number}.ts`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'k8s-access-'));
    cpSync(join(project, 'biome.json'), join(folder, 'biome.json'));
    cpSync(join(project, 'scripts', 'lint'), join(folder, 'scripts', 'lint'), { recursive: true });
    const write = (kind: string) => (one: readonly [string, string], number: number) => {
      const file = fileOf(one, number, kind);
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${one[1]}\n`);
      return file;
    };
    found = faulted(folder, [...violations.map(write('bad')), ...allowed.map(write('good'))]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(violations.map((one, number) => [...one, fileOf(one, number, 'bad')]))(
    'in %s refuse: %s',
    (_, __, file) => {
      expect(found).toContain(file);
    },
  );

  it.each(allowed.map((one, number) => [...one, fileOf(one, number, 'good')]))(
    'in %s allow: %s',
    (_, __, file) => {
      expect(found).not.toContain(file);
    },
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../support/command-line.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const lockSchema = z.object({
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      integrity: z.string().optional(),
      /** Comes inside another one, under that one's hash. */
      inBundle: z.boolean().default(false),
      dev: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});

const lock = lockSchema.parse(JSON.parse(read('package-lock.json')));
const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ path, ...entry }));

const permissive: ReadonlySet<string> = new Set([
  ...[
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Unlicense',
    'BlueOak-1.0.0',
    'PSF-2.0',
  ],
]);
/** For tools that are not shipped: what they make is not under their licence. */
const alsoForTools: ReadonlySet<string> = new Set([...permissive, 'MPL-2.0']);

/** Of several to choose from one must do; of several together all must. */
function isAmong(allowed: ReadonlySet<string>, licence: string): boolean {
  const words = licence.replaceAll(/[()]/g, '');
  return words.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.has(one)));
}

describe('the dependencies', () => {
  it('of what runs in AWS have permissive licences, and so have the tools', () => {
    const unfit = packages.filter(
      ({ license = 'none', dev }) => !isAmong(dev ? alsoForTools : permissive, license),
    );
    expect(unfit).toEqual([]);
  });

  it('are pinned by hash', () => {
    expect(packages.filter(({ integrity, inBundle }) => integrity === undefined && !inBundle)).toEqual([]);
    const declared = Object.values({ ...packageJson.dependencies, ...packageJson.devDependencies });
    expect(declared.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('run nothing when they are installed', () => {
    const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ path }) => path);
    expect(scripted).toEqual(['node_modules/esbuild']);
    expect(packageJson.allowScripts).toEqual({ esbuild: false });
  });

  it.each(
    Object.keys({
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
      ...packageJson.optionalDependencies,
    }),
  )('%s: it is said why it is there', (name) => {
    const said = read('docs/dependencies.md');
    expect([name, name.replace('@aws-sdk/', '')].some((each) => said.includes(`\`${each}\``))).toBe(true);
  });
});

it('the version is one, and the changelog begins with it or with what is not released yet', () => {
  expect(packageJson.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(lock.version).toBe(packageJson.version);
  const [, newest] = /^## (.+)$/m.exec(read('CHANGELOG.md')) ?? [];
  expect(['Unreleased', packageJson.version].some((word) => newest?.startsWith(word))).toBe(true);
});

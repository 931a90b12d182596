import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { AccessConfig } from '../../../shared/config/access-config.ts';
import { ConfigError } from '../../../shared/config/config-error.ts';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { loadPreparedConfig, prepareConfig } from '../../../shared/config/prepared-config.ts';
import { example } from '../../support/access-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'k8s-access-prepared-'));
const path = join(directory, 'access.json');
afterAll(() => rmSync(directory, { recursive: true }));

function loaded(text: string): AccessConfig {
  writeFileSync(path, text);
  return loadPreparedConfig(path);
}

const demands = `
    reason: { pattern: '\\w+ \\w+', explain: Two words. }
    ticket: { pattern: 'OPS-\\d+', explain: One of OPS. }`;
const people = `
  - strategy: table
    name: others
    people: { zoe@example.org: { arn: 'arn:aws:iam::111122223333:user/zoe' } }`;
const text = example
  .replace(/^rules:\n {2}- name: .*$/m, `$&${demands}`)
  .replace(/^identities:/m, `$&${people}`);
const config = parseAccessConfig(text, 'access.yaml');

it('a configuration comes out of preparation as it went in, to the last member', () => {
  const functionsAlike = JSON.parse(JSON.stringify(config.estate.rules));
  const again = loaded(prepareConfig(config));
  const { rules, ...estate } = again.estate;
  const { rules: _, ...given } = config.estate;
  expect({ ...again, estate }).toEqual({ ...config, estate: given });
  expect(JSON.parse(JSON.stringify(rules))).toEqual(functionsAlike);
});

it('the patterns of rules hold afterwards too', () => {
  const { reason, ticket } = loaded(prepareConfig(config)).estate.rules[0] ?? {};
  expect(['two words', 'now three words'].map((one) => reason?.isMetBy(one))).toEqual([true, false]);
  expect(['see OPS-12 please', 'see OPS'].map((one) => ticket?.isMetBy(one))).toEqual([true, false]);
});

it.each([
  ['of another version', prepareConfig(config).replace('"preparedForm":1', '"preparedForm":2')],
  ['cut short', prepareConfig(config).slice(0, 100)],
  ['of access.yaml itself', text],
])('a file %s is refused, and it is said what to do', (_, wrong) => {
  expect(() => loaded(wrong)).toThrow(ConfigError);
  expect(() => loaded(wrong)).toThrow('access.json was not prepared by this version of k8s-access. Deploy');
});

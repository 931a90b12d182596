import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InfraConfigError, parseInfraConfig } from '../../infra/config.ts';
import { ConfigError } from '../../shared/config/config-error.ts';
import { temporaryDirectory } from '../support/states.ts';

describe('what the command line says', () => {
  it('may be nothing: the example estate, stage prod, any account', () => {
    const config = parseInfraConfig({});
    expect(config.stage).toBe('prod');
    expect(config.env).toBeUndefined();
    expect([...config.access.estate.clusters.keys()]).toEqual(['prod-eu', 'staging-eu']);
  });

  it('names an account and a region', () => {
    const { env } = parseInfraConfig({ account: '444455556666', region: 'eu-central-1' });
    expect(env).toEqual({ account: '444455556666', region: 'eu-central-1' });
  });

  it.each([
    [
      { stage: 'Production!' },
      '-c stage: Use up to 16 lower-case letters and digits, beginning with a letter.',
    ],
    [{ account: '444455556666' }, '-c account: Give account and region together, or neither.'],
    [{ account: 'mine', region: 'eu-central-1' }, '-c account: Write the 12 digits of an AWS account.'],
    [
      { account: '444455556666', region: 'Frankfurt' },
      '-c region: Write an AWS region, such as eu-central-1.',
    ],
  ])('%o is refused in a sentence', (context, sentence) => {
    expect(() => parseInfraConfig(context)).toThrow(new InfraConfigError(sentence));
  });
});

it('an access.yaml that cannot be used stops the synthesis with its own message', () => {
  const path = join(temporaryDirectory(), 'access.yaml');
  writeFileSync(path, 'version: 2\n');
  expect(() => parseInfraConfig({ config: path })).toThrow(ConfigError);
  expect(() => parseInfraConfig({ config: path })).toThrow(
    `${path}:1:10: version: 2 cannot stand here. Write 1.`,
  );
});

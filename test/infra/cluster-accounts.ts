import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type InfraConfig, parseInfraConfig } from '../../infra/config.ts';
import { withoutCode } from '../../infra/function-code.ts';
import { addClusterAccounts } from '../../infra/stacks.ts';
import { example } from '../support/access-file.ts';

export const controlPlaneAccount = { account: '444455556666', region: 'eu-central-1' } as const;
export const stagingAccount = '777788889999';

/** The example estate as an infrastructure's configuration, with each text replaced by the other. */
export function configWith(
  context: Readonly<Record<string, string>>,
  ...replacements: readonly (readonly [string, string])[]
): InfraConfig {
  const text = replacements.reduce((before, [from, to]) => before.replaceAll(from, to), example);
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-infra-'));
  try {
    const config = join(directory, 'access.yaml');
    writeFileSync(config, text);
    return parseInfraConfig({ stage: 'test', ...context, config });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The example estate with `staging-eu` in an account and region of its own. */
export function twoAccounts(
  context: Readonly<Record<string, string>> = controlPlaneAccount,
  ...replacements: readonly (readonly [string, string])[]
): InfraConfig {
  const [before, staging = ''] = example.split('  staging-eu:\n');
  const moved = staging
    .replaceAll('iam::111122223333:role/k8s-access-', `iam::${stagingAccount}:role/k8s-access-`)
    .replace('region: eu-central-1', 'region: eu-west-1')
    .replace('externalId: k8s-access-example', 'externalId: another-external-id');
  return configWith(context, [example, `${before}  staging-eu:\n${moved}`], ...replacements);
}

/** The templates of what is deployed into the clusters' accounts, by the names of their stacks. */
export function clusterAccountTemplates(config: InfraConfig): Readonly<Record<string, Template>> {
  const app = new App({ builtinCloudFormationValidation: false });
  addClusterAccounts(app, config, withoutCode);
  const { stacks } = app.synth();
  return Object.fromEntries(stacks.map(({ id, template }) => [id, Template.fromJSON(template)]));
}

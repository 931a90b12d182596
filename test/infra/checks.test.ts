import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it, vi } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { type InfraConfig, parseInfraConfig } from '../../infra/config.ts';
import { withoutCode } from '../../infra/function-code.ts';
import { reviewedFindings } from '../../infra/reviewed-findings.ts';
import { covers, SecurityChecks } from '../../infra/security-checks.ts';
import { addStacks } from '../../infra/stacks.ts';
import { controlPlaneAccount, twoAccounts } from './cluster-accounts.ts';

// CDK's engine is WebAssembly that is compiled first: a second alone, and many on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Two accounts, and a private cluster in one of them: every kind of stack. */
const everything = (): InfraConfig =>
  twoAccounts(controlPlaneAccount, ['  prod-eu:\n', `  prod-eu:\n${network}`]);

const network = `    private:
      function: arn:aws:lambda:eu-central-1:111122223333:function:k8s-access-calls
      subnetIds: [subnet-0123456789abcdef0]
      securityGroupIds: [sg-0123456789abcdef0]
`;

/** Synthesizes with the flags of `cdk.json`, under which CDK's own checks of the schema are errors. */
function synthesize(fill: (app: App) => void, ...checks: readonly IPolicyValidationPlugin[]): void {
  const outdir = mkdtempSync(join(tmpdir(), 'k8s-access-checks-'));
  try {
    const app = new App({ context: cdkJson.context, outdir, analyticsReporting: false });
    fill(app);
    Validations.of(app).addPlugins(...checks);
    app.synth();
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const deploying = (config: InfraConfig) => (app: App) => addStacks(app, config, withoutCode);

/** All that cdk-nag finds, reviewed or not. */
function findingsIn(fill: (app: App) => void): readonly { rule: string; path: string }[] {
  const found: { rule: string; path: string }[] = [];
  const listening: IPolicyValidationPlugin = {
    name: 'listening',
    validate: (context) => {
      for (const { ruleName, violatingResources } of new AwsSolutionsChecks().validate(context).violations) {
        found.push(
          ...violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })),
        );
      }
      return { success: true, violations: [] };
    },
  };
  synthesize(fill, listening);
  return found;
}

describe('what is synthesized', () => {
  it('passes CloudFormation’s schemas and cdk-nag, in two accounts', () => {
    synthesize(deploying(everything()), new SecurityChecks());
  });

  it('passes them too where nobody says which account it goes to', () => {
    synthesize(deploying(parseInfraConfig({})), new SecurityChecks());
  });

  it('has each of the reviewed findings: none stays in the list that is gone', () => {
    const found = findingsIn(deploying(everything()));
    const gone = reviewedFindings.filter((one) => !found.some(({ rule, path }) => covers(one, rule, path)));
    expect(gone).toEqual([]);
  });
});

describe('the synthesis stops', () => {
  it('at a finding that nobody reviewed', () => {
    const withAnOpenQueue = (app: App) => new Queue(new Stack(app, 'Other'), 'Queue');
    expect(() => synthesize(withAnOpenQueue, new SecurityChecks())).toThrow('AwsSolutions-SQS4');
  });

  it('at a reviewed finding in another place', () => {
    const elsewhere = reviewedFindings.map((one) => ({ ...one, at: /^Elsewhere\// }));
    expect(() => synthesize(deploying(parseInfraConfig({})), new SecurityChecks(elsewhere))).toThrow(
      'AwsSolutions-IAM5',
    );
  });

  it('at a property that CloudFormation does not know', () => {
    const misspelt = (app: App) =>
      new CfnResource(new Stack(app, 'Other'), 'Table', {
        type: 'AWS::DynamoDB::Table',
        properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], DeletionProtection: true },
      });
    expect(() => synthesize(misspelt)).toThrow(/F3002/);
  });
});

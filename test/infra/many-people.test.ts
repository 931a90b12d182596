import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { InfraConfigError } from '../../infra/config.ts';
import { clusterAccountTemplates, configWith, controlPlaneAccount } from './cluster-accounts.ts';

const arnOf = (n: number) => `arn:aws:iam::111122223333:user/engineers/person-number-${n}`;

/** The brokers of the example estate, where a table names so many people beside the shared role. */
function brokersFor(people: number): Template | undefined {
  const rows = Array.from(
    { length: people },
    (_, n) => `      person${n}@example.org: {arn: '${arnOf(n)}'}\n`,
  );
  const table = `identities:\n  - name: users\n    strategy: table\n    people:\n${rows.join('')}`;
  const config = configWith(controlPlaneAccount, ['identities:\n', table]);
  return clusterAccountTemplates(config)['Brokers-111122223333'];
}

interface Statement {
  readonly Action: string;
  readonly Condition?: { readonly ArnLike?: { readonly 'eks:principalArn': string | readonly string[] } };
}

/** The granter's policies, its inline one first. */
function policiesOf(template: Template | undefined): readonly { readonly Statement: readonly Statement[] }[] {
  const roles = Object.values(template?.findResources('AWS::IAM::Role') ?? {});
  const granter = roles.find(({ Properties }) => Properties.RoleName === 'k8s-access-granter');
  const managed = Object.values(template?.findResources('AWS::IAM::ManagedPolicy') ?? {});
  return [granter?.['Properties'].Policies[0], ...managed.map(({ Properties }) => Properties)].map(
    ({ PolicyDocument }) => PolicyDocument,
  );
}

describe('a table that names many people', () => {
  const policies = policiesOf(brokersFor(150));

  it('is spread over several policies, each within what IAM takes', () => {
    expect(policies.length).toBeGreaterThan(2);
    const sizes = policies.map((policy) => JSON.stringify(policy).length);
    expect(sizes[0]).toBeLessThanOrEqual(10_240);
    for (const size of sizes.slice(1)) expect(size).toBeLessThanOrEqual(6_144);
  });

  it('lets each of them have an entry, and nobody twice', () => {
    const named = policies
      .flatMap(({ Statement }) => Statement.filter(({ Action }) => Action === 'eks:CreateAccessEntry'))
      .flatMap(({ Condition }) => Condition?.ArnLike?.['eks:principalArn'] ?? []);
    expect(named).toHaveLength(151);
    expect(named).toEqual(expect.arrayContaining(Array.from({ length: 150 }, (_, n) => arnOf(n))));
  });

  it('that IAM has no room for is refused with what to do', () => {
    expect(() => brokersFor(2000)).toThrow(InfraConfigError);
    expect(() => brokersFor(2000)).toThrow(
      /^k8s-access-granter: what this role may do does not fit into IAM's policies.* Give people one shared role/,
    );
  });
});

it('few people take no policy beside the inline one', () => {
  expect(policiesOf(brokersFor(10))).toHaveLength(1);
});

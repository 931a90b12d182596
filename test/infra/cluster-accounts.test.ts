import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { InfraConfigError } from '../../infra/config.ts';
import { usernamePrefix } from '../../shared/domain/identity-source.ts';
import {
  clusterAccountTemplates,
  configWith,
  controlPlaneAccount,
  stagingAccount,
  twoAccounts,
} from './cluster-accounts.ts';

const example = clusterAccountTemplates(configWith(controlPlaneAccount));
const apart = clusterAccountTemplates(twoAccounts());

interface RoleProperties {
  readonly RoleName: string;
  readonly Path: string;
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly unknown[] };
  readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly unknown[] } }[];
}

function roleNamed(name: string, template: Template | undefined): RoleProperties {
  const roles = Object.values(template?.findResources('AWS::IAM::Role') ?? {});
  const found = roles.find(({ Properties }) => Properties.RoleName === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found['Properties'];
}

/** ARNs as text; the partition stays a word. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value);
  return JSON.parse(
    text.replaceAll(/\{"Fn::Join":\["",\[([^\]]*)\]\]\}/g, (_, parts: string) => {
      const joined = JSON.parse(`[${parts}]`).map((part: unknown) =>
        typeof part === 'string' ? part : 'aws',
      );
      return JSON.stringify(joined.join(''));
    }),
  );
}

const brokers = example['Brokers-111122223333'];
const statementsOf = (name: string) =>
  plain(roleNamed(name, brokers).Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement));

const people =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Engineer_0123456789abcdef';
const eks = 'arn:aws:eks:eu-central-1:111122223333';
const clusters = [`${eks}:cluster/prod-eu`, `${eks}:cluster/staging-eu`];
const entries = [`${eks}:access-entry/prod-eu/*`, `${eks}:access-entry/staging-eu/*`];

describe('the granter', () => {
  it('makes entries of our form alone: for people, without groups, with our tag, under our usernames', () => {
    expect(statementsOf('k8s-access-granter')).toEqual([
      {
        Effect: 'Allow',
        Action: 'eks:CreateAccessEntry',
        Resource: clusters,
        Condition: {
          ArnLike: { 'eks:principalArn': [people] },
          StringEquals: { 'eks:accessEntryType': 'STANDARD' },
          StringLike: { 'eks:username': 'k8s-access:*' },
          Null: { 'eks:kubernetesGroups': 'true', 'aws:RequestTag/k8s-access/lease': 'false' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['k8s-access/lease'] },
        },
      },
      {
        Effect: 'Allow',
        Action: 'eks:TagResource',
        Resource: entries,
        Condition: {
          ArnLikeIfExists: { 'eks:principalArn': [people] },
          StringEqualsIfExists: { 'eks:accessEntryType': 'STANDARD' },
          StringLikeIfExists: { 'eks:username': 'k8s-access:*' },
          Null: { 'eks:kubernetesGroups': 'true', 'aws:RequestTag/k8s-access/lease': 'false' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['k8s-access/lease'] },
        },
      },
    ]);
    expect(usernamePrefix).toBe('k8s-access:');
  });
});

describe('the revoker', () => {
  it('deletes entries that carry our tag, and does nothing else', () => {
    expect(statementsOf('k8s-access-revoker')).toEqual([
      {
        Effect: 'Allow',
        Action: 'eks:DeleteAccessEntry',
        Resource: entries,
        Condition: {
          StringEquals: { 'eks:accessEntryType': 'STANDARD' },
          Null: { 'aws:ResourceTag/k8s-access/lease': 'false' },
        },
      },
    ]);
  });
});

describe('the witness', () => {
  it('only asks', () => {
    expect(statementsOf('k8s-access-witness')).toEqual([
      { Effect: 'Allow', Action: ['eks:DescribeCluster', 'eks:ListAccessEntries'], Resource: clusters },
      {
        Effect: 'Allow',
        Action: ['eks:DescribeAccessEntry', 'eks:ListAssociatedAccessPolicies'],
        Resource: entries,
      },
    ]);
  });
});

describe('whom the brokers trust', () => {
  const trustOf = (name: string, template = brokers) =>
    plain(roleNamed(name, template).AssumeRolePolicyDocument.Statement);
  const trusting = (externalId: string, ...names: readonly string[]) => [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': names.map((name) => `arn:aws:iam::444455556666:role/k8s-access-test-${name}`),
        },
        StringLike: { 'sts:RoleSessionName': 'k8s-access-*' },
        StringEquals: { 'sts:ExternalId': externalId },
      },
    },
  ];

  it('is each function that acts as them, under our session names and with the external id', () => {
    expect(trustOf('k8s-access-granter')).toEqual(trusting('k8s-access-example', 'open-window'));
    expect(trustOf('k8s-access-revoker')).toEqual(trusting('k8s-access-example', 'close-window', 'sweep'));
    expect(trustOf('k8s-access-witness')).toEqual(
      trusting(
        'k8s-access-example',
        'describe-role',
        'advance-approval',
        'open-window',
        'close-window',
        'sweep',
      ),
    );
  });

  it('is, of the witness alone, also the role of whoever runs the doctor', () => {
    const operatorRole = 'arn:aws:iam::444455556666:role/platform-engineer';
    const templates = clusterAccountTemplates(configWith({ ...controlPlaneAccount, operatorRole }));
    for (const [broker, trusts] of [
      ['granter', false],
      ['revoker', false],
      ['witness', true],
    ] as const) {
      const trust = JSON.stringify(trustOf(`k8s-access-${broker}`, templates['Brokers-111122223333']));
      expect(trust.includes(operatorRole)).toBe(trusts);
    }
  });

  it('asks in each account for the external id of its own clusters', () => {
    const staging = apart[`Brokers-${stagingAccount}`];
    expect(trustOf('k8s-access-granter', staging)).toEqual(trusting('another-external-id', 'open-window'));
  });
});

describe('several accounts', () => {
  it('each has the roles of its own clusters and no other, and the entries in the region of each', () => {
    expect(Object.keys(apart).sort()).toEqual([
      'BrokerEntries-111122223333-eu-central-1',
      `BrokerEntries-${stagingAccount}-eu-west-1`,
      'Brokers-111122223333',
      `Brokers-${stagingAccount}`,
    ]);
    const { Policies } = roleNamed('k8s-access-witness', apart[`Brokers-${stagingAccount}`]);
    expect(JSON.stringify(Policies)).toContain('cluster/staging-eu');
    expect(JSON.stringify(Policies)).not.toContain('prod-eu');
  });

  it('the clusters know each broker by one group and no other', () => {
    const template = example['BrokerEntries-111122223333-eu-central-1'];
    template?.resourceCountIs('AWS::EKS::AccessEntry', 6);
    for (const [broker, group] of [
      ['granter', 'k8s-access:granters'],
      ['revoker', 'k8s-access:revokers'],
      ['witness', 'k8s-access:witnesses'],
    ]) {
      template?.hasResourceProperties('AWS::EKS::AccessEntry', {
        ClusterName: 'prod-eu',
        PrincipalArn: `arn:aws:iam::111122223333:role/k8s-access-${broker}`,
        Type: 'STANDARD',
        Username: `k8s-access-${broker}`,
        KubernetesGroups: [group],
      });
    }
  });

  it('need to be told where the control plane goes', () => {
    expect(() => twoAccounts({})).toThrow(InfraConfigError);
    expect(() => twoAccounts({})).toThrow(
      'access.yaml has clusters in 2 accounts. Say which one the control plane goes to: -c account=… -c region=…',
    );
  });

  it('without an external id are refused, but for that of the control plane itself', () => {
    const none = ['      externalId: k8s-access-example\n', ''] as const;
    expect(() => configWith(controlPlaneAccount, none)).toThrow(
      /^prod-eu, staging-eu: the brokers' roles are in another account than the control plane, 444455556666\. Give each cluster brokers\.externalId/,
    );
    expect(() => configWith({ account: '111122223333', region: 'eu-central-1' }, none)).not.toThrow();
    expect(() => configWith({}, none)).not.toThrow();
  });

  it('people with roles of their own are let in by the form of their names, and no other role is', () => {
    const config = configWith(controlPlaneAccount, [
      '  - strategy: shared-role\n',
      '  - strategy: template\n    name: own\n    emailDomain: people.example.com\n    account: "111122223333"\n    arn: arn:aws:iam::{account}:role/people/{name}\n  - strategy: shared-role\n',
    ]);
    const { Policies } = roleNamed(
      'k8s-access-granter',
      clusterAccountTemplates(config)['Brokers-111122223333'],
    );
    expect(JSON.stringify(Policies)).toContain(
      '"eks:principalArn":["arn:aws:iam::111122223333:role/aws-reserved',
    );
    expect(JSON.stringify(Policies)).toContain('"arn:aws:iam::111122223333:role/people/*"]');
  });

  it('a role keeps the path and the name that access.yaml gives it', () => {
    const config = configWith(controlPlaneAccount, ['role/k8s-access-', 'role/security/jit/k8s-access-']);
    const { Path } = roleNamed('k8s-access-granter', clusterAccountTemplates(config)['Brokers-111122223333']);
    expect(Path).toBe('/security/jit/');
  });
});

it('each wildcard is an entry of a cluster of the estate: its ARN ends in a UUID that nobody knows beforehand', () => {
  const resources = ['k8s-access-granter', 'k8s-access-revoker', 'k8s-access-witness'].flatMap((name) =>
    [...JSON.stringify(statementsOf(name)).matchAll(/"(arn:[^"]*\*[^"]*)"/g)].map(([, arn]) => arn),
  );
  expect(new Set(resources)).toEqual(new Set(entries));
});

it('nobody may change an entry that stands, in any account', () => {
  for (const template of [...Object.values(example), ...Object.values(apart)]) {
    expect(JSON.stringify(template.toJSON())).not.toContain('UpdateAccessEntry');
  }
});

describe('a cluster that is retired', () => {
  const broker = (name: string) => `      ${name}: arn:aws:iam::111122223333:role/k8s-access-${name}\n`;
  const retired = `clusters:
  old-eu:
    environment: prod
    region: eu-central-1
    retired: true
    namespaces: [legacy]
    brokers:
${broker('granter')}${broker('revoker')}${broker('witness')}      externalId: k8s-access-example
`;
  const templates = clusterAccountTemplates(configWith(controlPlaneAccount, ['clusters:\n', retired]));

  it('is out of the granter’s reach, and stays in that of the revoker and the witness', () => {
    const reachOf = (name: string) =>
      JSON.stringify(plain(roleNamed(`k8s-access-${name}`, templates['Brokers-111122223333']).Policies));
    expect(reachOf('granter')).toContain(`${eks}:cluster/prod-eu`);
    expect(reachOf('granter')).not.toContain('old-eu');
    expect(reachOf('revoker')).toContain(`${eks}:access-entry/old-eu/*`);
    expect(reachOf('witness')).toContain(`${eks}:access-entry/old-eu/*`);
  });

  it('knows the granter no more', () => {
    const stack = templates['BrokerEntries-111122223333-eu-central-1'];
    const usernames = Object.values(stack?.findResources('AWS::EKS::AccessEntry') ?? {})
      .filter(({ Properties }) => Properties.ClusterName === 'old-eu')
      .map(({ Properties }) => Properties.Username);
    expect(usernames).toEqual(['k8s-access-revoker', 'k8s-access-witness']);
  });
});

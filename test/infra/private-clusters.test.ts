import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ControlPlaneStack } from '../../infra/control-plane-stack.ts';
import { withoutCode } from '../../infra/function-code.ts';
import { complaintAbout, example } from '../support/access-file.ts';
import { clusterAccountTemplates, configWith, controlPlaneAccount } from './cluster-accounts.ts';

const carrier = 'arn:aws:lambda:eu-central-1:111122223333:function:k8s-access-calls';
const network = (functionArn = carrier, subnet = 'subnet-0a1b') =>
  `    private:\n      function: ${functionArn}\n      subnetIds: [${subnet}, subnet-2c3d]\n      securityGroupIds: [sg-4e5f6a7b]\n`;
const inCluster = (name: string, ...of: Parameters<typeof network>) =>
  [`  ${name}:\n`, `  ${name}:\n${network(...of)}`] as const;

describe('a private cluster', () => {
  const config = configWith(controlPlaneAccount, inCluster('prod-eu'), inCluster('staging-eu'));
  const calls = clusterAccountTemplates(config)['ClusterCalls-111122223333-eu-central-1'];

  it('has one function in its network, shared with the others of that network', () => {
    calls?.resourceCountIs('AWS::Lambda::Function', 1);
    calls?.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'k8s-access-calls',
      VpcConfig: { SubnetIds: ['subnet-0a1b', 'subnet-2c3d'], SecurityGroupIds: ['sg-4e5f6a7b'] },
      Environment: {
        Variables: { CLUSTER_DOMAIN: 'eks.amazonaws.com', NODE_OPTIONS: '--enable-source-maps' },
      },
    });
  });

  it('whose function holds no right but to be in the network and to write its log', () => {
    const policies = Object.values(calls?.findResources('AWS::IAM::Policy') ?? {});
    const actions = policies.flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
    );
    expect([...new Set(actions)].sort()).toEqual([
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('may be called from the account of the control plane alone', () => {
    calls?.resourceCountIs('AWS::Lambda::Permission', 1);
    calls?.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: '444455556666',
    });
  });

  it('may be called by the functions that talk to clusters, and by no other', () => {
    const stack = new ControlPlaneStack(new App(), 'ControlPlane', { config, code: withoutCode });
    const template = Template.fromStack(stack);
    const callers = Object.values(
      template.findResources('AWS::IAM::Policy', {
        Properties: {
          PolicyDocument: {
            Statement: Match.arrayWith([
              { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: carrier },
            ]),
          },
        },
      }),
    ).map(({ Properties }) => Properties.Roles[0].Ref.replace(/[0-9A-F]{8}$/, ''));
    expect(callers).toEqual(
      expect.arrayContaining(['OpenWindowRole', 'CloseWindowRole', 'DescribeRole', 'AdvanceApprovalRole']),
    );
    expect(callers).not.toContain('SlackRole');
    expect(callers).not.toContain('CommandLineRole');
  });
});

it('an estate without private clusters has no such function', () => {
  const stacks = Object.keys(clusterAccountTemplates(configWith(controlPlaneAccount)));
  expect(stacks.filter((name) => name.startsWith('ClusterCalls'))).toEqual([]);
});

describe('in access.yaml', () => {
  const complaint = (...replacements: readonly (readonly [string, string])[]) =>
    complaintAbout(replacements.reduce((text, [from, to]) => text.replace(from, to), example));

  it('the function must be where the cluster is', () => {
    const elsewhere = carrier.replace('eu-central-1', 'eu-west-1');
    expect(complaint(inCluster('prod-eu', elsewhere))).toMatch(
      /clusters\.prod-eu\.private\.function: The function must be where the cluster is: in eu-central-1, account 111122223333\./,
    );
  });

  it('one function is in one network', () => {
    expect(complaint(inCluster('prod-eu'), inCluster('staging-eu', carrier, 'subnet-ffff'))).toMatch(
      /clusters\.staging-eu\.private\.function: Cluster prod-eu has this function in another network\./,
    );
  });
});

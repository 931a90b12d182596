import { Capture, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/names.ts';
import { holderIndex } from '../../shared/adapters/dynamodb/holders.ts';
import { requesterIndex, statusIndex, timeToLiveAttribute } from '../../shared/adapters/dynamodb/table.ts';
import { dayIndex } from '../../shared/adapters/dynamodb/trail-days.ts';
import { readWakingEnvironment } from '../../shared/config/environment.ts';
import { controlPlane, template } from './control-plane.ts';

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

const everything = { Projection: { ProjectionType: 'ALL' } };

describe('the table', () => {
  it('has the keys and the indexes that the adapters use, and is paid by the call', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: requesterIndex, KeySchema: key('gsi1pk', 'gsi1sk'), ...everything },
        { IndexName: statusIndex, KeySchema: key('gsi2pk', 'gsi2sk'), ...everything },
        { IndexName: dayIndex, KeySchema: key('gsi3pk', 'gsi3sk'), ...everything },
        {
          IndexName: holderIndex,
          KeySchema: key('gsi4pk', 'gsi4sk'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
    });
  });

  it('outlives mistakes: restorable to any second, protected from deletion, kept when the stack goes', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });
});

it('the key of table and secrets is the customer’s, renewed each year, and kept when the stack goes', () => {
  template.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  const renewed = template.findResources('AWS::KMS::Key', { Properties: { EnableKeyRotation: true } });
  const key = { 'Fn::GetAtt': [Object.keys(renewed)[0], 'Arn'] };
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
  });
  template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: key });
});

describe('the Slack secret', () => {
  it('is made without any value and is kept', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { SecretString: Match.absent(), GenerateSecretString: Match.absent() },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });
});

const asksWhoIsOnCall: ReadonlySet<string> = new Set(['slack', 'command-line', 'advance-approval']);

/** Seconds; the others talk to clusters and have a minute. */
const timeouts: Readonly<Record<string, number>> = {
  ...{ slack: 10, 'describe-role': 10, 'command-line': 20, seal: 900 },
};
const wakesPeople: ReadonlySet<string> = new Set(['open-window', 'close-window', 'sweep']);

it('the topic of the pages is encrypted, and takes nothing over an open line', () => {
  template.hasResourceProperties('AWS::SNS::Topic', {
    KmsMasterKeyId: Match.stringLikeRegexp('alias/aws/sns$'),
  });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ],
    },
  });
});

describe('the functions', () => {
  it.each(functionNames)('%s runs on Node 24 and arm64, traced, and logs JSON to its own group', (name) => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `k8s-access-test-${name}`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: timeouts[name] ?? 60,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: `/aws/lambda/k8s-access-test-${name}`,
      RetentionInDays: 90,
    });
  });

  it.each(functionNames)('%s is given the environment that the functions read', (name) => {
    const environment = new Capture();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `k8s-access-test-${name}`,
      Environment: { Variables: environment },
    });
    const variables = environment.asObject();
    expect(variables).toEqual({
      ACCESS_CONFIG_PATH: '/var/task/access.json',
      STAGE: 'test',
      TABLE_NAME: { Ref: controlPlane.table },
      SLACK_SECRET_ID: { Ref: expect.stringMatching(/^SlackSecret/) },
      APPROVAL_MACHINE_ARN: 'arn:aws:states:eu-central-1:444455556666:stateMachine:k8s-access-test-approval',
      WINDOW_MACHINE_ARN: 'arn:aws:states:eu-central-1:444455556666:stateMachine:k8s-access-test-window',
      APPROVAL_FUNCTION: 'k8s-access-test-advance-approval',
      WINDOW_FUNCTION: 'k8s-access-test-close-window',
      OPENING_FUNCTION: 'k8s-access-test-open-window',
      DESCRIBE_FUNCTION: 'k8s-access-test-describe-role',
      SWEEP_FUNCTION: 'k8s-access-test-sweep',
      NODE_OPTIONS: '--enable-source-maps',
      ...(name === 'seal' && {
        AUDIT_BUCKET: { Ref: expect.stringMatching(/^AuditBucket/) },
        AUDIT_KEY: { 'Fn::GetAtt': [expect.stringMatching(/^AuditKey/), 'Arn'] },
      }),
      ...(asksWhoIsOnCall.has(name) && {
        PAGERDUTY_SECRET_ID: { Ref: expect.stringMatching(/^PagerDutySecret/) },
      }),
      ...(wakesPeople.has(name) && {
        PAGING_SECRET_ID: { Ref: expect.stringMatching(/^PagingSecret/) },
        PAGING_TOPIC_ARN: { Ref: expect.stringMatching(/^PagingTopic/) },
      }),
    });
    const names = Object.fromEntries(Object.keys(variables).map((variable) => [variable, 'something']));
    expect(() => readWakingEnvironment(names)).not.toThrow();
  });
});

it('what the operator needs next is an output', () => {
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
    'AlarmTopicArn',
    'ApprovalMachineArn',
    'AuditBucket',
    'AuditKeyArn',
    'CommandLineUrl',
    'PagerDutySecretArn',
    'PagingSecretArn',
    'PagingTopicArn',
    'SlackEventsUrl',
    'SlackSecretArn',
    'TableName',
    'WindowMachineArn',
  ]);
});

import { describe, expect, it } from 'vitest';
import { leaseKey } from '../../shared/adapters/dynamodb/table.ts';
import { template } from './control-plane.ts';
import { type Permission, permissions } from './policies.ts';
import { reviewedWildcards } from './reviewed-wildcards.ts';

const states = 'arn:aws:states:eu-central-1:444455556666';
const lambda = 'arn:aws:lambda:eu-central-1:444455556666:function';
const brokers = 'arn:aws:iam::111122223333:role/k8s-access';

/** What a function's role may do, as `action on resource`, in alphabetical order. */
function allowed(rolePrefix: string): readonly string[] {
  return permissions()
    .filter(({ role }) => role.startsWith(rolePrefix))
    .map(({ action, resource }) => `${action} on ${resource}`)
    .sort();
}

const ownTraces = [
  'logs:CreateLogStream on own log',
  'logs:PutLogEvents on own log',
  'xray:PutTelemetryRecords on *',
  'xray:PutTraceSegments on *',
];
const key = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'].map(
  (action) => `kms:${action} on Key961B73FD`,
);
const recordKeepers = [
  ...ownTraces,
  ...key,
  'dynamodb:GetItem on table',
  'dynamodb:PutItem on table',
  'secretsmanager:GetSecretValue on Slack secret',
];

/** Read by those who must know who is on call, and by no other. */
const onCallSecret = 'secretsmanager:GetSecretValue on PagerDutySecretA6C99E33';

/** What naming events takes that could not be delivered. */
const undelivered = ['SendMessage', 'GetQueueAttributes', 'GetQueueUrl'].map(
  (action) => `sqs:${action} on UndeliveredF3CF66A9`,
);

/** What waking people takes. */
const paging = [
  'secretsmanager:GetSecretValue on PagingSecretB20EBC4E',
  'sns:Publish on PagingTopicF7F4870D',
  'sns:GetTopicAttributes on PagingTopicF7F4870D',
];

describe('each function has a role of its own, which may do this and nothing else', () => {
  it('slack: no cluster, no broker', () => {
    expect(allowed('SlackRole')).toEqual(
      [
        ...recordKeepers,
        onCallSecret,
        'dynamodb:Query on table',
        'dynamodb:Query on table/index/byRequester',
        'dynamodb:Query on table/index/byStatus',
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-approval`,
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-window`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-approval:*`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-window:*`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-advance-approval`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-open-window`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-close-window`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-describe-role`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-sweep`,
      ].sort(),
    );
  });

  it('command-line: as slack, but no look at roles, and no sweep', () => {
    const calls = ['describe-role', 'sweep'].map(
      (name) => `lambda:InvokeFunction on ${lambda}:k8s-access-test-${name}`,
    );
    expect(allowed('CommandLineRole')).toEqual(allowed('SlackRole').filter((one) => !calls.includes(one)));
  });

  it('describe-role: only the witness; no record, no secret', () => {
    expect(allowed('DescribeRole')).toEqual([...ownTraces, `sts:AssumeRole on ${brokers}-witness`].sort());
  });

  it('advance-approval: only the witness, and both machines, to start what is missing', () => {
    expect(allowed('AdvanceApprovalRole')).toEqual(
      [
        ...recordKeepers,
        onCallSecret,
        ...undelivered,
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-approval`,
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-window`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-approval:*`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-window:*`,
        `sts:AssumeRole on ${brokers}-witness`,
      ].sort(),
    );
  });

  it('open-window: the granter, never the revoker', () => {
    expect(allowed('OpenWindowRole')).toEqual(
      [
        ...recordKeepers,
        ...paging,
        ...undelivered,
        'dynamodb:DeleteItem on table',
        `sts:AssumeRole on ${brokers}-granter`,
        `sts:AssumeRole on ${brokers}-witness`,
      ].sort(),
    );
  });

  it('close-window: the revoker, never the granter', () => {
    expect(allowed('CloseWindowRole')).toEqual(
      [
        ...recordKeepers,
        ...paging,
        ...undelivered,
        'dynamodb:DeleteItem on table',
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-window`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-window:*`,
        `sts:AssumeRole on ${brokers}-revoker`,
        `sts:AssumeRole on ${brokers}-witness`,
      ].sort(),
    );
  });

  it('sweep: the revoker, never the granter; it closes, and wakes and starts what does not', () => {
    expect(allowed('SweepRole')).toEqual(
      [
        ...recordKeepers,
        ...paging,
        ...undelivered,
        'dynamodb:DeleteItem on table',
        'dynamodb:Query on table',
        'dynamodb:Query on table/index/byRequester',
        'dynamodb:Query on table/index/byStatus',
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-approval`,
        `states:StartExecution on ${states}:stateMachine:k8s-access-test-window`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-approval:*`,
        `states:DescribeExecution on ${states}:execution:k8s-access-test-window:*`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-advance-approval`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-open-window`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-close-window`,
        `lambda:InvokeFunction on ${lambda}:k8s-access-test-sweep`,
        `sts:AssumeRole on ${brokers}-revoker`,
        `sts:AssumeRole on ${brokers}-witness`,
      ].sort(),
    );
  });

  it('seal: reads the days, writes sealed ones, signs; of the table it writes only how far it has come', () => {
    const bucket = 'AuditBucket7486E833';
    expect(allowed('SealRole')).toEqual(
      [
        ...ownTraces,
        ...key,
        ...undelivered,
        'dynamodb:GetItem on table',
        'dynamodb:PutItem on table',
        'dynamodb:Query on table/index/byDay',
        `s3:GetObject on ${bucket}/audit/*`,
        `s3:ListBucket on ${bucket}`,
        `s3:PutObject on ${bucket}/audit/*`,
        'kms:Sign on AuditKey2ED08D30',
      ].sort(),
    );
    const writes = permissions().filter(
      ({ role, action }) => role.startsWith('SealRole') && action === 'dynamodb:PutItem',
    );
    expect(writes).toMatchObject([
      { condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['AUDIT'] } } },
    ]);
  });

  it('read-audit-log: records and Slack; no cluster, no machine', () => {
    expect(allowed('ReadAuditLogRole')).toEqual(
      [
        ...recordKeepers,
        ...undelivered,
        'dynamodb:Query on table',
        'dynamodb:Query on table/index/byHolder',
        'dynamodb:Query on table/index/byStatus',
      ].sort(),
    );
  });

  it('no role carries a policy that AWS manages', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

it('leases alone can be deleted, records and audit events never', () => {
  const deletions = permissions().filter(({ action }) => action === 'dynamodb:DeleteItem');
  const leases = leaseKey('*', '').pk;
  expect(deletions).not.toHaveLength(0);
  for (const { condition } of deletions) {
    expect(condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [leases] } });
  }
});

it('the key is used through the table and the secrets alone', () => {
  const uses = permissions().filter(({ resource }) => resource.startsWith('Key'));
  const table = 'dynamodb.eu-central-1.';
  expect(uses).not.toHaveLength(0);
  for (const { action, condition } of uses) {
    const services = action === 'kms:Decrypt' ? [table, 'secretsmanager.eu-central-1.'] : [table];
    const through = services.map((service) => ({ 'Fn::Join': ['', [service, { Ref: 'AWS::URLSuffix' }]] }));
    expect(condition).toEqual({ StringEquals: { 'kms:ViaService': through } });
  }
});

describe('wildcards', () => {
  const wild = permissions().filter(({ action, resource }) => `${action}${resource}`.includes('*'));
  const covers = (reviewed: (typeof reviewedWildcards)[number], { action, resource }: Permission) =>
    reviewed.resource === resource && reviewed.actions.includes(action);

  it('each is in the reviewed list', () => {
    expect(wild.filter((permission) => !reviewedWildcards.some((one) => covers(one, permission)))).toEqual(
      [],
    );
  });

  it('the reviewed list has none that is gone', () => {
    expect(reviewedWildcards.filter((one) => !wild.some((permission) => covers(one, permission)))).toEqual(
      [],
    );
  });
});

import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { archivePrefix } from '../shared/adapters/archive/file-names.ts';
import { sealKey } from '../shared/adapters/dynamodb/table.ts';
import { brokersIn, type Estate, everyCluster } from '../shared/domain/estate.ts';
import type { MachineKind } from '../shared/usecases/ports.ts';
import { actsAs } from './acts-as.ts';
import { networksOf } from './cluster-account/cluster-accounts.ts';
import { executionArns, type FunctionName, functionArn, machineArn } from './names.ts';

/** What permissions are given on. */
export interface Resources {
  readonly stack: Stack;
  readonly prefix: string;
  readonly tableArn: string;
  /** The customer key of the table and the secrets. */
  readonly keyArn: string;
  readonly secrets: SecretArns;
  readonly estate: Estate;
  /** Where pages are published, if anybody can be paged. */
  readonly topicArn?: string;
  readonly audit: AuditArns;
}

/** Where sealed days are kept, and what signs them. */
export interface AuditArns {
  readonly bucket: string;
  readonly key: string;
}

export interface SecretArns {
  readonly slack: string;
  /** Where `access.yaml` has a pagerduty section. */
  readonly pagerDuty?: string;
  /** Where it has a paging section: the routing keys. */
  readonly paging?: string;
}

/** Whether the function wakes people: before a break-glass opens, and when access cannot be taken away. */
export function pages(name: FunctionName): boolean {
  return name === 'open-window' || name === 'close-window' || name === 'sweep';
}

/** Whether the function judges who approves, and so asks who is on call. */
export function asksPagerDuty(name: FunctionName): boolean {
  return name === 'slack' || name === 'command-line' || name === 'advance-approval';
}

/** Whether the function is sent events whose sender waits for no answer. */
export function isSentEvents(name: FunctionName): boolean {
  return ['advance-approval', 'open-window', 'close-window', 'sweep', 'seal', 'read-audit-log'].includes(
    name,
  );
}

/** All that each function may do beside writing its own log and traces, and naming what was not delivered to it. */
export function permissionsOf(name: FunctionName, on: Resources): readonly PolicyStatement[] {
  const common = [readAndWriteRecords(on), readSecrets(name, on), ...useKey(on), ...publishPages(name, on)];
  switch (name) {
    case 'slack':
      return [
        ...common,
        ...queries(on, ['', '/index/byRequester', '/index/byStatus']),
        ...start(on, ['approval', 'window']),
        invoke(on, ['advance-approval', 'open-window', 'close-window', 'describe-role', 'sweep']),
      ];
    case 'command-line':
      return [
        ...common,
        ...queries(on, ['', '/index/byRequester', '/index/byStatus']),
        ...start(on, ['approval', 'window']),
        invoke(on, ['advance-approval', 'open-window', 'close-window']),
      ];
    case 'describe-role':
      return [...actAs(name, on)];
    case 'advance-approval':
      return [...common, ...start(on, ['approval', 'window']), ...actAs(name, on)];
    case 'open-window':
      return [...common, endLeases(on), ...actAs(name, on)];
    case 'close-window':
      return [...common, endLeases(on), ...start(on, ['window']), ...actAs(name, on)];
    case 'sweep':
      return [
        ...common,
        endLeases(on),
        ...queries(on, ['', '/index/byRequester', '/index/byStatus']),
        ...start(on, ['approval', 'window']),
        invoke(on, ['advance-approval', 'open-window', 'close-window', 'sweep']),
        ...actAs(name, on),
      ];
    case 'seal':
      return sealDays(on);
    case 'read-audit-log':
      return [...common, ...queries(on, ['', '/index/byHolder', '/index/byStatus'])];
  }
}

// A transaction of puts needs PutItem: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
function readAndWriteRecords({ tableArn }: Resources): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [tableArn] });
}

function queries({ tableArn }: Resources, of: readonly string[]): readonly PolicyStatement[] {
  return of.map(
    (index) => new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}${index}`] }),
  );
}

// What it writes of the table is how far it has come, and nothing else. Without s3:ListBucket, S3 answers a missing day
// with 403 and not 404: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
function sealDays(on: Resources): readonly PolicyStatement[] {
  const { tableArn, audit } = on;
  return [
    ...queries(on, ['/index/byDay']),
    ...useKey(on),
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sealKey.pk] } },
    }),
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${audit.bucket}/${archivePrefix}*`],
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [audit.bucket] }),
    new PolicyStatement({ actions: ['kms:Sign'], resources: [audit.key] }),
  ];
}

// Leases end; records and audit events are never deleted.
function endLeases({ tableArn }: Resources): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:DeleteItem'],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['LEASE#*'] } },
  });
}

function readSecrets(name: FunctionName, { secrets }: Resources): PolicyStatement {
  const pagerDuty = asksPagerDuty(name) && secrets.pagerDuty !== undefined ? [secrets.pagerDuty] : [];
  const paging = pages(name) && secrets.paging !== undefined ? [secrets.paging] : [];
  return new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [secrets.slack, ...pagerDuty, ...paging],
  });
}

// Whoever uses a table or reads a secret under a customer key must be allowed the key too, through those services alone:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
function useKey({ stack, keyArn }: Resources): readonly PolicyStatement[] {
  const through = (...services: string[]) => ({
    StringEquals: {
      'kms:ViaService': services.map((service) => `${service}.${stack.region}.${stack.urlSuffix}`),
    },
  });
  return [
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: through('dynamodb', 'secretsmanager'),
    }),
    new PolicyStatement({
      actions: [
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [keyArn],
      conditions: through('dynamodb'),
    }),
  ];
}

// A page counts only where somebody listens, so the topic is asked for its subscriptions too.
function publishPages(name: FunctionName, { topicArn }: Resources): readonly PolicyStatement[] {
  if (!pages(name) || topicArn === undefined) return [];
  return [new PolicyStatement({ actions: ['sns:Publish', 'sns:GetTopicAttributes'], resources: [topicArn] })];
}

function start({ stack, prefix }: Resources, kinds: readonly MachineKind[]): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['states:StartExecution'],
      resources: kinds.map((kind) => machineArn(stack, prefix, kind)),
    }),
    new PolicyStatement({
      actions: ['states:DescribeExecution'],
      resources: kinds.map((kind) => executionArns(stack, prefix, kind)),
    }),
  ];
}

function invoke({ stack, prefix }: Resources, names: readonly FunctionName[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: names.map((name) => functionArn(stack, prefix, name)),
  });
}

function actAs(name: FunctionName, { estate }: Resources): readonly PolicyStatement[] {
  const clusters = everyCluster(estate);
  const roles = clusters.flatMap((cluster) =>
    brokersIn(estate, cluster)
      .filter((broker) => actsAs[name].includes(broker))
      .map((broker) => cluster.brokers[broker]),
  );
  const carriers = networksOf(clusters).map((network) => network.function);
  return [
    new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [...new Set(roles)].sort() }),
    ...(carriers.length > 0
      ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: carriers })]
      : []),
  ];
}

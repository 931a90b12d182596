import { networksOf } from '../infra/cluster-account/cluster-accounts.ts';
import type { FunctionName } from '../infra/names.ts';
import type { Cluster } from '../shared/domain/estate.ts';
import { signingKeyArn } from './aws/kms/signing-key.ts';
import { auditBucket } from './example/audit.ts';
import { functionSession } from './example/iam.ts';
import { topicArn } from './example/pagerduty.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { FunctionCode } from './lambda/bundle.ts';
import type { FunctionSpec } from './lambda/instance.ts';
import { type Home, machineArn } from './states/arn.ts';

export interface FunctionsOptions {
  readonly names: readonly FunctionName[];
  readonly code: FunctionCode;
  readonly home: Home;
  readonly gateway: Gateway;
  /** Of what `access.yaml` says, prepared. */
  readonly preparedPath: string;
  readonly tableName: string;
  readonly slackSecretId: string;
  readonly pagerDutySecretId: string;
  readonly pagingSecretId: string;
}

/** Our functions as the local Lambda service runs them: what they call is found through the gateway. */
export function functionSpecs(options: FunctionsOptions): readonly FunctionSpec[] {
  return options.names.map((name) => ({
    name,
    modulePath: options.code.modulePathOf(name),
    environment: environmentOf(name, options),
    // Sealing begins no day for which there may not be time enough.
    timeoutSeconds: name === 'seal' ? 900 : 60,
  }));
}

/** The functions that carry calls to private clusters, which need nothing but what they are sent. */
export function carrierSpecs(clusters: readonly Cluster[], code: FunctionCode): readonly FunctionSpec[] {
  return networksOf(clusters).map(({ function: arn }) => ({
    name: arn.slice(arn.lastIndexOf(':') + 1),
    modulePath: code.modulePathOf('cluster-calls'),
    // Where the gateway stands for every cluster.
    environment: { CLUSTER_DOMAIN: '127.0.0.1' },
    timeoutSeconds: 15,
  }));
}

function environmentOf(
  name: FunctionName,
  {
    home,
    gateway,
    preparedPath,
    tableName,
    slackSecretId,
    pagerDutySecretId,
    pagingSecretId,
  }: FunctionsOptions,
): Record<string, string> {
  const session = functionSession(name);
  return {
    ACCESS_CONFIG_PATH: preparedPath,
    STAGE: 'local',
    TABLE_NAME: tableName,
    SLACK_SECRET_ID: slackSecretId,
    SLACK_API_URL: `${gateway.urlFor(name, 'slack')}/api/`,
    // The local Slack has no limit, so nobody waits for one.
    SLACK_EDIT_SPACING: '0',
    PAGERDUTY_SECRET_ID: pagerDutySecretId,
    PAGERDUTY_API_URL: gateway.urlFor(name, 'pagerduty'),
    PAGING_SECRET_ID: pagingSecretId,
    PAGING_TOPIC_ARN: topicArn,
    PAGERDUTY_EVENTS_URL: gateway.urlFor(name, 'pagerduty'),
    APPROVAL_MACHINE_ARN: machineArn(home, 'approval'),
    WINDOW_MACHINE_ARN: machineArn(home, 'window'),
    APPROVAL_FUNCTION: 'advance-approval',
    WINDOW_FUNCTION: 'close-window',
    OPENING_FUNCTION: 'open-window',
    DESCRIBE_FUNCTION: 'describe-role',
    SWEEP_FUNCTION: 'sweep',
    AUDIT_BUCKET: auditBucket,
    AUDIT_KEY: signingKeyArn(home),
    AWS_REGION: home.region,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: gateway.urlFor(name, 'dynamodb'),
    AWS_ENDPOINT_URL_EKS: gateway.urlFor(name, 'eks'),
    AWS_ENDPOINT_URL_STS: gateway.urlFor(name, 'sts'),
    AWS_ENDPOINT_URL_SNS: gateway.urlFor(name, 'sns'),
    AWS_ENDPOINT_URL_S3: gateway.urlFor(name, 's3'),
    AWS_ENDPOINT_URL_KMS: gateway.urlFor(name, 'kms'),
    AWS_ENDPOINT_URL_SFN: gateway.urlFor(name, 'states'),
    AWS_ENDPOINT_URL_LAMBDA: gateway.urlFor(name, 'lambda'),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: gateway.urlFor(name, 'secretsmanager'),
  };
}

import type { Environment } from 'aws-cdk-lib';
import * as z from 'zod';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { loadAccessConfig } from '../shared/config/load-access-config.ts';
import type { Estate } from '../shared/domain/estate.ts';
import type { ClusterName } from '../shared/domain/scope.ts';
import { clusterAccounts } from './cluster-account/cluster-accounts.ts';

/** What one deployment of the control plane is made from. */
export interface InfraConfig {
  /** Tells deployments in one account apart; part of every physical name. */
  readonly stage: string;
  /** Where it goes. Without it the template fits the account and region that deploy it. */
  readonly env?: Required<Environment>;
  /** The role of whoever runs the doctor, in the control plane's account: witnesses trust it too, the others never. */
  readonly operatorRole?: string;
  /** For how many days nobody can remove a sealed day of the audit trail. */
  readonly auditKeptDays: number;
  /** Clusters whose audit log tells what is done within windows. */
  readonly auditLogs: readonly ClusterName[];
  /** What `access.yaml` says; it travels with each function. */
  readonly access: AccessConfig;
}

/** A `-c key=value` on the command line, or a key of `cdk.json`'s context, cannot be used. */
export class InfraConfigError extends Error {
  override readonly name = 'InfraConfigError';
}

/** The context that this app reads. Names of up to 64 characters (IAM roles) begin with the stage, so it is short. */
export const contextSchema = z
  .strictObject({
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9]{0,15}$/, 'Use up to 16 lower-case letters and digits, beginning with a letter.')
      .default('prod')
      .describe('Tells deployments in one account apart; part of every name.'),
    config: z
      .string()
      .min(1, 'Write the path of access.yaml.')
      .default('access.yaml')
      .describe('The path of access.yaml.'),
    account: z
      .string()
      .regex(/^\d{12}$/, 'Write the 12 digits of an AWS account.')
      .optional()
      .describe('Where the control plane goes. Needed where clusters are in several accounts.'),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write an AWS region, such as eu-central-1.')
      .optional()
      .describe('The region of the control plane; together with account.'),
    operatorRole: z
      .string()
      .regex(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'Write the ARN of an IAM role.')
      .optional()
      .describe('Whoever runs the doctor: the witnesses trust this role too, the other brokers never.'),
    auditLogs: z
      .string()
      .default('')
      .describe(
        'Clusters, with commas between, whose audit log tells what is done within windows. In this account and region.',
      ),
    auditKeptDays: z.coerce
      .number('Write a number of days.')
      .int('Write whole days.')
      .min(1, 'Keep the audit trail for a day at least.')
      .max(36_500, 'Object Lock keeps for 100 years at most.')
      .default(731)
      .describe('Days for which nobody, not even the account, can remove a sealed day of the audit trail.'),
  })
  .refine(({ account, region }) => (account === undefined) === (region === undefined), {
    path: ['account'],
    error: 'Give account and region together, or neither.',
  });

/** The context keys that this app reads. */
export const contextKeys = Object.keys(contextSchema.shape);

/**
 * Parses what the CDK context says, and reads the `access.yaml` that it names (relative to the working directory).
 * @throws InfraConfigError @throws ConfigError when `access.yaml` cannot be used
 */
export function parseInfraConfig(context: Readonly<Record<string, unknown>>): InfraConfig {
  const parsed = contextSchema.safeParse(context);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `-c ${path.join('.')}: ${message}`);
    throw new InfraConfigError(sentences.join('\n'));
  }
  const { stage, config, account, region, operatorRole, auditKeptDays } = parsed.data;
  const logged = parsed.data.auditLogs.split(',').filter((name) => name !== '');
  const access = loadAccessConfig(config);
  mustBeReachable(access.estate, account);
  return {
    stage,
    auditKeptDays,
    auditLogs: loggedClusters(logged, access.estate, parsed.data),
    access,
    ...(account !== undefined && region !== undefined && { env: { account, region } }),
    ...(operatorRole !== undefined && { operatorRole }),
  };
}

/**
 * CloudWatch Logs delivers to functions of its own account and region alone.
 * @throws InfraConfigError
 */
function loggedClusters(
  names: readonly string[],
  { clusters }: Estate,
  { account, region }: { readonly account?: string | undefined; readonly region?: string | undefined },
): readonly ClusterName[] {
  return names.map((name) => {
    const cluster = [...clusters.values()].find((one) => one.name === name);
    if (cluster === undefined)
      throw new InfraConfigError(`-c auditLogs: access.yaml has no cluster ${name}.`);
    const elsewhere =
      account !== undefined &&
      (cluster.region !== region || !cluster.brokers.witness.includes(`:${account}:`));
    if (!elsewhere) return cluster.name;
    throw new InfraConfigError(
      `-c auditLogs: ${name} is not in account ${account} and region ${region}, where CloudWatch Logs could deliver its log.`,
    );
  });
}

/**
 * A role that trusts another account must ask for an external id, or whoever gets that account's broker to name another
 * role gets in. Without a word about accounts, the control plane is where the clusters are.
 * @throws InfraConfigError
 */
function mustBeReachable(estate: Estate, account: string | undefined): void {
  const accounts = clusterAccounts(estate);
  if (account === undefined && accounts.length > 1) {
    throw new InfraConfigError(
      `access.yaml has clusters in ${accounts.length} accounts. Say which one the control plane goes to: -c account=… -c region=…`,
    );
  }
  const open = accounts
    .filter((one) => account !== undefined && one.account !== account)
    .flatMap(({ roles }) => roles)
    .filter(({ externalId }) => externalId === undefined)
    .flatMap(({ clusters }) => clusters.map(({ name }) => name));
  if (open.length === 0) return;
  throw new InfraConfigError(
    `${[...new Set(open)].join(', ')}: the brokers' roles are in another account than the control plane, ${account}. Give each cluster brokers.externalId in access.yaml, a long random text.`,
  );
}

import { resolve } from 'node:path';
import type { Environment } from 'aws-cdk-lib';
import { z } from 'zod';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { loadAccessConfig } from '../shared/config/load-access-config.ts';

/** What one deployment of the control plane is made from. */
export interface InfraConfig {
  /** Tells deployments in one account apart; part of every physical name. */
  readonly stage: string;
  /** Where it goes. Without it the template fits the account and region that deploy it. */
  readonly env?: Required<Environment>;
  /** Absolute path of `access.yaml`, which travels with each function. */
  readonly accessPath: string;
  readonly access: AccessConfig;
}

/** A `-c key=value` on the command line, or a key of `cdk.json`'s context, cannot be used. */
export class InfraConfigError extends Error {
  override readonly name = 'InfraConfigError';
}

// Names of up to 64 characters (IAM roles) begin with the stage, so it is short.
const schema = z
  .strictObject({
    stage: z
      .string()
      .regex(/^[a-z][a-z0-9]{0,15}$/, 'Use up to 16 lower-case letters and digits, beginning with a letter.')
      .default('prod'),
    config: z.string().min(1, 'Write the path of access.yaml.').default('access.yaml'),
    account: z
      .string()
      .regex(/^\d{12}$/, 'Write the 12 digits of an AWS account.')
      .optional(),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'Write an AWS region, such as eu-central-1.')
      .optional(),
  })
  .refine(({ account, region }) => (account === undefined) === (region === undefined), {
    path: ['account'],
    error: 'Give account and region together, or neither.',
  });

/** The context keys that this app reads. */
export const contextKeys = ['stage', 'config', 'account', 'region'] as const;

/**
 * Parses what the CDK context says, and reads the `access.yaml` that it names (relative to the working directory).
 * @throws InfraConfigError @throws ConfigError when `access.yaml` cannot be used
 */
export function parseInfraConfig(context: Readonly<Record<string, unknown>>): InfraConfig {
  const parsed = schema.safeParse(context);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `-c ${path.join('.')}: ${message}`);
    throw new InfraConfigError(sentences.join('\n'));
  }
  const { stage, config, account, region } = parsed.data;
  return {
    stage,
    accessPath: resolve(config),
    access: loadAccessConfig(config),
    ...(account !== undefined && region !== undefined && { env: { account, region } }),
  };
}

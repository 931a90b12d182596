import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

/** What the app needs to know Slack's requests, and to be known by Slack. */
export interface SlackSecret {
  readonly signingSecret: string;
  readonly botToken: string;
}

/** The secret is not there, or is not what it should be. The message never holds any of it. */
export class SlackSecretError extends Error {
  override readonly name = 'SlackSecretError';
}

const secretSchema = z.object({ signingSecret: z.string().min(1), botToken: z.string().min(1) });

/**
 * Reads `{"signingSecret": …, "botToken": …}` from Secrets Manager. Region and endpoint come from the environment
 * that the SDK reads itself. @throws SlackSecretError; whatever the SDK throws
 */
export async function readSlackSecret(secretId: string): Promise<SlackSecret> {
  // Short time-outs: this may stand between a person and the three seconds that Slack gives.
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const secret = secretSchema.safeParse(parseJson(SecretString ?? ''));
  if (secret.success) return secret.data;
  throw new SlackSecretError(
    `secret ${secretId} must be JSON with the members signingSecret and botToken, both filled in`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import * as z from 'zod';
import { keepSecret } from './keep-secret.ts';
import { readJsonSecret } from './read-secret.ts';

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

/** Reads `{"signingSecret": …, "botToken": …}`. @throws SlackSecretError; whatever the SDK throws */
export async function readSlackSecret(secretId: string): Promise<SlackSecret> {
  const secret = secretSchema.safeParse(await readJsonSecret(secretId));
  if (secret.success) return secret.data;
  throw new SlackSecretError(
    `secret ${secretId} must be JSON with the members signingSecret and botToken, both filled in`,
  );
}

/** Slack's secret, kept while it is fresh. What the function that this gives throws is what the first read throws. */
export function keptSlackSecret(secretId: string): () => Promise<SlackSecret> {
  return keepSecret(() => readSlackSecret(secretId), Date.now);
}

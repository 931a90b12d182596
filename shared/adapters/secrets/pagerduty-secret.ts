import * as z from 'zod';
import { readJsonSecret } from './read-secret.ts';

/** The secret is not there, or is not what it should be. The message never holds any of it. */
export class PagerDutySecretError extends Error {
  override readonly name = 'PagerDutySecretError';
}

const secretSchema = z.object({ apiToken: z.string().min(1) });

/** Reads `{"apiToken": …}`, a read-only key of PagerDuty's REST API. @throws PagerDutySecretError; whatever the SDK throws */
export async function readPagerDutyToken(secretId: string): Promise<string> {
  const secret = secretSchema.safeParse(await readJsonSecret(secretId));
  if (secret.success) return secret.data.apiToken;
  throw new PagerDutySecretError(`secret ${secretId} must be JSON with the member apiToken, filled in`);
}

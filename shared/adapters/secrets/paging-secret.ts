import * as z from 'zod';
import { readJsonSecret } from './read-secret.ts';

/** The secret is not there, or is not what it should be. The message never holds any of it. */
export class PagingSecretError extends Error {
  override readonly name = 'PagingSecretError';
}

const secretSchema = z.object({ routingKeys: z.record(z.string(), z.string().min(1)) });

/**
 * Reads `{"routingKeys": {"<service>": …}}`, keys of integrations with PagerDuty's Events API v2, by the services'
 * names in `access.yaml`. @throws PagingSecretError; whatever the SDK throws
 */
export async function readRoutingKeys(secretId: string): Promise<Readonly<Record<string, string>>> {
  const secret = secretSchema.safeParse(await readJsonSecret(secretId));
  if (secret.success) return secret.data.routingKeys;
  throw new PagingSecretError(
    `secret ${secretId} must be JSON with the member routingKeys, an object of keys by service`,
  );
}

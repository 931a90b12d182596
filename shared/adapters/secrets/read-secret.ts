import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Reads a secret that is JSON from Secrets Manager; nothing where it is no JSON. Region and endpoint come from the
 * environment that the SDK reads itself. Throws whatever the SDK throws.
 */
export async function readJsonSecret(secretId: string): Promise<unknown> {
  // Short time-outs: this may stand between a person and the three seconds that Slack gives.
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
  });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  return parseJson(SecretString ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

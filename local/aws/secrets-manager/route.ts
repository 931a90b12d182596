import type { Context } from 'hono';
import * as z from 'zod';
import type { AwsEnv } from '../http-env.ts';
import { ServiceError } from '../service-error.ts';

export interface SecretDefinition {
  readonly name: string;
  /** Ends in the six characters that Secrets Manager adds: `…:secret:<name>-Ab12Cd`. */
  readonly arn: string;
  readonly value: string;
}

export const SECRETS_MANAGER_TARGET = 'secretsmanager.';

const request = z.object({ SecretId: z.string().min(1) });

/** The Secrets Manager API (JSON 1.1): GetSecretValue, for the current version. */
export function secretsManagerRoute(
  secrets: readonly SecretDefinition[],
): (context: Context<AwsEnv>) => Response {
  return (context) => {
    if (context.req.header('x-amz-target') !== `${SECRETS_MANAGER_TARGET}GetSecretValue`) {
      throw new ServiceError(
        'UnknownOperationException',
        400,
        'The local endpoint knows GetSecretValue only.',
      );
    }
    const secret = findSecret(secrets, secretId(context.var.body));
    const answer = {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: secret.value,
      VersionId: '00000000-0000-4000-8000-000000000001',
      VersionStages: ['AWSCURRENT'],
    };
    return context.body(JSON.stringify(answer), 200, { 'content-type': 'application/x-amz-json-1.1' });
  };
}

function secretId(body: Uint8Array): string {
  try {
    return request.parse(JSON.parse(Buffer.from(body).toString('utf8'))).SecretId;
  } catch {
    throw new ServiceError('ValidationException', 400, 'Give the SecretId of the secret, as JSON.');
  }
}

/** By name, by ARN, or by ARN without the characters that were added to it. */
function findSecret(secrets: readonly SecretDefinition[], id: string): SecretDefinition {
  const found = secrets.find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7));
  if (found === undefined) {
    throw new ServiceError(
      'ResourceNotFoundException',
      400,
      "Secrets Manager can't find the specified secret.",
    );
  }
  return found;
}

import type { Context } from 'hono';
import * as z from 'zod';
import type { AwsEnv } from '../http-env.ts';
import { ServiceError } from '../service-error.ts';
import type { SigningKey } from './signing-key.ts';

export const KMS_TARGET = 'TrentService.';

const signing = z.object({
  KeyId: z.string(),
  // 4,096 bytes: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
  Message: z.base64().max(5464),
  MessageType: z.literal('RAW'),
  SigningAlgorithm: z.literal('ECDSA_SHA_256'),
});

const asking = z.object({ KeyId: z.string() });

/** The KMS API (JSON 1.1): Sign and GetPublicKey, of one key on P-256. */
export function kmsRoute(key: SigningKey): (context: Context<AwsEnv>) => Response {
  return (context) => {
    const operation = context.req.header('x-amz-target')?.slice(KMS_TARGET.length);
    const answer = { KeyId: key.arn, ...answerTo(key, operation, context.var.body) };
    return context.body(JSON.stringify(answer), 200, { 'content-type': 'application/x-amz-json-1.1' });
  };
}

function answerTo(key: SigningKey, operation: string | undefined, body: Uint8Array) {
  switch (operation) {
    case 'Sign': {
      const { KeyId, Message, SigningAlgorithm } = read(signing, body);
      mustBe(key, KeyId);
      const Signature = key.sign(Buffer.from(Message, 'base64')).toString('base64');
      return { Signature, SigningAlgorithm };
    }
    case 'GetPublicKey':
      mustBe(key, read(asking, body).KeyId);
      return {
        PublicKey: key.publicKey.toString('base64'),
        ...{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ECDSA_SHA_256'] },
      };
    default:
      throw new ServiceError('UnknownOperationException', 400, 'The local key knows Sign and GetPublicKey.');
  }
}

function mustBe({ arn }: SigningKey, keyId: string): void {
  if (keyId === arn || keyId === arn.split('/')[1]) return;
  throw new ServiceError('NotFoundException', 400, `Key '${keyId}' does not exist`);
}

function read<Value>(schema: z.ZodType<Value>, body: Uint8Array): Value {
  try {
    return schema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    throw new ServiceError('ValidationException', 400, 'The local key signs raw messages by ECDSA_SHA_256.');
  }
}

import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../../usecases/seal-ports.ts';

/** An asymmetric key in KMS. Region and endpoint come from the environment. @param key its ARN */
export function kmsSigner(key: string): Signer {
  const client = new KMSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 },
  });
  return {
    key,
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
    sign: async (text) => {
      const { Signature } = await client.send(
        new SignCommand({
          ...{ KeyId: key, Message: Buffer.from(text), MessageType: 'RAW' },
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (Signature === undefined) throw new Error('unreachable: KMS answers a signature');
      return Buffer.from(Signature).toString('base64');
    },
  };
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../../kubeconfig/private-file.ts';
import type { Home } from '../../states/arn.ts';

/** The key that signs sealed days. */
export interface SigningKey {
  readonly arn: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** ECDSA with SHA-256, DER. */
  sign(message: Uint8Array): Buffer;
}

/** The ARN of the platform's one key. */
export function signingKeyArn({ region, account }: Home): string {
  return `arn:aws:kms:${region}:${account}:key/5ea1ed00-0000-4000-8000-000000000001`;
}

/**
 * Opens the platform's own key, made when it is first needed. The public half lies beside the sealed days, in
 * `<data>/audit/public-key.pem`, where AWS hands it out by GetPublicKey.
 */
export function openSigningKey(dataDirectory: string, home: Home): SigningKey {
  const path = join(dataDirectory, 'pki', 'audit-key.pem');
  const key = existsSync(path) ? createPrivateKey(readFileSync(path)) : makeKey(path);
  const publicKey = createPublicKey(key);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  writePrivateFile(join(dataDirectory, 'audit', 'public-key.pem'), pem);
  return {
    arn: signingKeyArn(home),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (message) => sign('sha256', message, key),
  };
}

function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writePrivateFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return privateKey;
}

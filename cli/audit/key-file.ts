import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../options.ts';

/**
 * The key that a file holds: PEM, or the DER that `aws kms get-public-key` writes, as bytes or in base64.
 * @throws UsageError
 */
export function readPublicKey(path: string): KeyObject {
  const content = read(path);
  for (const form of formsOf(content)) {
    const key = keyIn(form);
    if (key?.asymmetricKeyType === 'ec') return key;
  }
  throw new UsageError(
    `--key: ${path} is no public key on an elliptic curve. Write the answer of \`aws kms get-public-key\` into it.`,
  );
}

/** Whether the key signed the text. @param signature in base64 */
export function isSignedBy(key: KeyObject) {
  return (text: string, signature: string): boolean =>
    verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

/** SHA-256 of the key's DER, in hex: what two people compare. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

type Form = Parameters<typeof createPublicKey>[0];

function formsOf(content: Buffer): readonly Form[] {
  const fromBase64 = Buffer.from(content.toString('latin1'), 'base64');
  return [
    { key: content, format: 'pem' },
    { key: content, format: 'der', type: 'spki' },
    { key: fromBase64, format: 'der', type: 'spki' },
  ];
}

function keyIn(form: Form): KeyObject | undefined {
  try {
    return createPublicKey(form);
  } catch {
    return undefined;
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UsageError(`--key: ${path} cannot be read. Name the file with the public key.`, { cause });
  }
}

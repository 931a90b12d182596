import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential } from '../identity/caller.ts';
import type { SignatureClaim } from './claim.ts';
import type { SignedRequest } from './request.ts';

type HttpRequest = Parameters<SignatureV4['presign']>[0];

/** Whether the claimed signature is the one that the holder of `credential` makes for `request`. */
export async function signatureMatches(
  request: SignedRequest,
  claim: SignatureClaim,
  credential: Credential,
): Promise<boolean> {
  const headers = pick(request.headers, claim.signedHeaders);
  if (headers === undefined || !payloadHashIsTrue(headers, request.body)) return false;
  const unsigned: HttpRequest = {
    method: request.method,
    protocol: 'https:',
    hostname: '',
    path: request.path,
    query: Object.fromEntries([...request.query].map(([name, values]) => [name, [...values]])),
    headers,
    body: request.body,
  };
  const expected =
    claim.carrier === 'header'
      ? await headerSignature(unsigned, claim, credential)
      : await querySignature(unsigned, claim, credential);
  return expected !== undefined && timingSafeEqual(digest(expected), digest(claim.signature));
}

async function headerSignature(request: HttpRequest, claim: SignatureClaim, credential: Credential) {
  const signed = await signer(claim, credential).sign(request, {
    signingDate: new Date(claim.signedAt),
    signableHeaders: new Set(claim.signedHeaders),
  });
  const { authorization } = signed.headers;
  return authorization?.split('Signature=')[1];
}

async function querySignature(request: HttpRequest, claim: SignatureClaim, credential: Credential) {
  const signedHeaders = new Set(claim.signedHeaders);
  const signed = await signer(claim, credential).presign(request, {
    signingDate: new Date(claim.signedAt),
    expiresIn: claim.expiresIn,
    signableHeaders: signedHeaders,
    unhoistableHeaders: signedHeaders,
  });
  const signature = signed.query?.['X-Amz-Signature'];
  return typeof signature === 'string' ? signature : undefined;
}

function signer(claim: SignatureClaim, { secretAccessKey, sessionToken }: Credential): SignatureV4 {
  return new SignatureV4({
    service: claim.service,
    region: claim.region,
    credentials: {
      accessKeyId: claim.accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    sha256: Sha256,
    applyChecksum: false,
  });
}

// The library takes the hash in this header at its word, as a signer may; a verifier may not.
function payloadHashIsTrue(headers: Record<string, string>, body: Uint8Array): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === createHash('sha256').update(body).digest('hex');
}

function pick(
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> | undefined {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value === undefined) return undefined;
    picked[name] = value;
  }
  return picked;
}

function digest(signature: string): Buffer {
  return createHash('sha256').update(signature).digest();
}

import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from '../../shared/adapters/sts/presign-token.ts';
import { openWindow, REGION } from './aws.ts';

export interface SignedCall {
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  /** The path that is signed, where another one is sent. */
  readonly signedPath?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The body that is sent, where another one is signed. */
  readonly sentBody?: string;
  readonly service?: string;
  readonly credentials?: AwsCredentials;
  readonly signedAt?: number;
}

/** Signs a call by hand and sends it, for what no well-behaved client does. */
export async function callSigned(url: string, call: SignedCall): Promise<Response> {
  const { method = 'GET', path = '/clusters', headers = {}, body, service = 'eks' } = call;
  const { host } = new URL(url);
  const signer = new SignatureV4({
    service,
    region: REGION,
    credentials: call.credentials ?? openWindow,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: host,
      path: call.signedPath ?? path,
      query: {},
      headers: { host },
      ...(body === undefined ? {} : { body }),
    },
    { signingDate: new Date(call.signedAt ?? Date.now()) },
  );
  const sent = call.sentBody ?? body;
  return fetch(`${url}${path}`, {
    method,
    headers: { ...signed.headers, ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
}

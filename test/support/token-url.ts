import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from '../../shared/adapters/sts/presign-token.ts';
import { REGION } from './aws.ts';

/** What a forger changes in a token: the parts of its URL, and whether they sign it again. */
export interface TokenUrl {
  readonly origin: string;
  readonly path: string;
  /** Added to the query, or put in the place of what is there. */
  readonly query: Readonly<Record<string, string>>;
  /** Signs the changed URL; without it the old signature stays. */
  readonly signedBy: AwsCredentials;
  /** The value of x-k8s-aws-id when it is signed again; undefined leaves the header out. */
  readonly cluster: string | undefined;
  /** Seconds, when it is signed again. */
  readonly expiresIn: number;
  readonly service: string;
}

const PREFIX = 'k8s-aws-v1.';

/** Takes a token apart, changes it, and puts it together again. */
export async function rewriteToken(token: string, change: Partial<TokenUrl>): Promise<string> {
  const url = new URL(Buffer.from(token.slice(PREFIX.length), 'base64url').toString());
  const { origin = url.origin, path = '/', signedBy, query = {} } = change;
  const old = signedBy === undefined ? url.searchParams : withoutSignature(url.searchParams);
  const changed = { ...Object.fromEntries(old), ...query };
  const signed = signedBy === undefined ? changed : await sign(origin, changed, signedBy, change);
  const search = Object.entries(signed).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${PREFIX}${Buffer.from(`${origin}${path}?${search.join('&')}`).toString('base64url')}`;
}

function withoutSignature(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !name.startsWith('X-Amz-')));
}

async function sign(
  origin: string,
  query: Record<string, string>,
  credentials: AwsCredentials,
  { cluster, expiresIn = 60, service = 'sts' }: Partial<TokenUrl>,
): Promise<Record<string, string>> {
  const { host } = new URL(origin);
  const signer = new SignatureV4({ service, region: REGION, credentials, sha256: Sha256 });
  const headers = { host, ...(cluster === undefined ? {} : { 'x-k8s-aws-id': cluster }) };
  const request = { method: 'GET', protocol: 'https:', hostname: host, path: '/', query, headers };
  const signed = await signer.presign(request, { expiresIn });
  return Object.fromEntries(Object.entries(signed.query ?? {}).map(([name, value]) => [name, String(value)]));
}

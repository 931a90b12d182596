import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface TokenSubject {
  readonly cluster: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Wall clock; an API server accepts the token for 15 minutes from then. */
  readonly signedAt: Date;
}

/**
 * The regional STS host, which is under another domain in China alone (GovCloud has that of everywhere else).
 * https://docs.aws.amazon.com/general/latest/gr/sts.html
 */
function stsHostOf(region: string): string {
  return `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

// What other makers of such tokens say too; the authenticator judges by X-Amz-Date.
const expiresSeconds = 60;

/**
 * Makes an EKS bearer token: a presigned STS GetCallerIdentity call whose signature covers the cluster's name.
 * It is always for the regional STS host, the one that EKS's authenticator asks, whatever endpoint the SDK calls.
 * Source: aws-iam-authenticator, pkg/token.
 */
export async function presignToken({
  cluster,
  region,
  credentials,
  signedAt,
}: TokenSubject): Promise<string> {
  const host = stsHostOf(region);
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
  const call = {
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host, 'x-k8s-aws-id': cluster },
  };
  const signed = await signer.presign(call, { expiresIn: expiresSeconds, signingDate: signedAt });
  const query = Object.entries(signed.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `k8s-aws-v1.${Buffer.from(`https://${host}/?${query}`).toString('base64url')}`;
}

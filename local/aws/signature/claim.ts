import * as z from 'zod';
import type { Query, SignedRequest } from './request.ts';

/** What a request says of its own signature (AWS Signature Version 4). Nothing of it is verified yet. */
export interface SignatureClaim {
  readonly carrier: 'header' | 'query';
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case names. */
  readonly signedHeaders: readonly string[];
  /** Milliseconds since the epoch by the signer's wall clock, whole seconds. */
  readonly signedAt: number;
  /** Seconds; 0 where a header carries the signature. */
  readonly expiresIn: number;
  readonly sessionToken: string | undefined;
  readonly signature: string;
}

const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const CREDENTIAL = /^(\w{16,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([^,\s]+)$/;

const claimFields = z.object({
  credential: z.string().regex(CREDENTIAL),
  date: z.string().regex(AMZ_DATE),
  signedHeaders: z.string().regex(/^[a-z0-9-]+(;[a-z0-9-]+)*$/),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
  expiresIn: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  sessionToken: z.string().optional(),
});

/**
 * Reads the claim from the Authorization header or from the query of a presigned URL.
 * `unsigned` when there is none of either, `malformed` when it is there but incomplete.
 */
export function readClaim(request: SignedRequest): SignatureClaim | 'unsigned' | 'malformed' {
  const { authorization } = request.headers;
  if (authorization !== undefined) return readHeaderClaim(authorization, request.headers);
  return !request.query.has('X-Amz-Signature') ? 'unsigned' : readQueryClaim(request.query);
}

function readHeaderClaim(authorization: string, headers: SignedRequest['headers']) {
  const [, credential, signedHeaders, signature] = AUTHORIZATION.exec(authorization) ?? [];
  return toClaim('header', {
    credential,
    signedHeaders,
    signature,
    date: headers['x-amz-date'],
    expiresIn: '0',
    sessionToken: headers['x-amz-security-token'],
  });
}

function readQueryClaim(query: Query) {
  const only = (name: string) => (query.get(name)?.length === 1 ? query.get(name)?.[0] : undefined);
  if (only('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return 'malformed';
  return toClaim('query', {
    credential: only('X-Amz-Credential'),
    signedHeaders: only('X-Amz-SignedHeaders'),
    signature: only('X-Amz-Signature'),
    date: only('X-Amz-Date'),
    expiresIn: only('X-Amz-Expires'),
    sessionToken: only('X-Amz-Security-Token'),
  });
}

function toClaim(
  carrier: SignatureClaim['carrier'],
  fields: Record<keyof z.input<typeof claimFields>, unknown>,
): SignatureClaim | 'malformed' {
  const parsed = claimFields.safeParse(fields);
  if (!parsed.success) return 'malformed';
  const { credential, date, signedHeaders, signature, expiresIn, sessionToken } = parsed.data;
  const [, accessKeyId = '', day, region = '', service = ''] = CREDENTIAL.exec(credential) ?? [];
  const signedAt = Date.parse(date.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
  const headers = signedHeaders.split(';');
  if (Number.isNaN(signedAt) || !date.startsWith(`${day}T`) || !headers.includes('host')) return 'malformed';
  return {
    carrier,
    accessKeyId,
    region,
    service,
    signedHeaders: headers,
    signedAt,
    expiresIn,
    sessionToken,
    signature,
  };
}

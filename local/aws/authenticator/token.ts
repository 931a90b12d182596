import { readClaim, type SignatureClaim } from '../signature/claim.ts';
import { parseQuery, type Query, type SignedRequest } from '../signature/request.ts';

// Source of the rules in this file: aws-iam-authenticator, pkg/token, Verify.
const PREFIX = 'k8s-aws-v1.';
const MAX_TOKEN_BYTES = 4096;
const MAX_EXPIRES_SECONDS = 900;
const CLUSTER_HEADER = 'x-k8s-aws-id';
const STS_HOST =
  /^(sts|sts-fips|sts\.[a-z0-9-]+|sts-fips\.[a-z0-9-]+)\.amazonaws\.com$|^sts\.[a-z0-9-]+\.api\.aws$/;
const PARAMETERS: ReadonlySet<string> = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

/** A token that has the form of one, as the STS call that it stands for; its signature is yet to be verified. */
export type ParsedToken =
  | { readonly wellFormed: true; readonly request: SignedRequest; readonly claim: SignatureClaim }
  | { readonly wellFormed: false; readonly reason: string };

/**
 * Takes a `k8s-aws-v1.` token apart, as shown to `cluster`.
 * @param loopbackHosts hosts (with port) of the local endpoint: clients that were told to use it sign its name,
 * over http.
 */
export function parseToken(token: string, cluster: string, loopbackHosts: readonly string[]): ParsedToken {
  if (Buffer.byteLength(token) > MAX_TOKEN_BYTES) return bad('the token is longer than 4 KiB');
  if (!token.startsWith(PREFIX)) return bad(`the token does not begin with ${PREFIX}`);
  const encoded = token.slice(PREFIX.length);
  if (!/^[\w-]+$/.test(encoded)) return bad('the token is not base64url');
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  if (!URL.canParse(text)) return bad('the token does not hold a URL');
  const url = new URL(text);
  const problem = urlProblem(url, loopbackHosts);
  if (problem !== undefined) return bad(problem);
  const query = parseQuery(url.search.slice(1));
  if (query === undefined) return bad('the query of the token is not well encoded');
  return parseCall(url.host, query, cluster);
}

function urlProblem(url: URL, loopbackHosts: readonly string[]): string | undefined {
  const loopback = loopbackHosts.includes(url.host);
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:'))
    return 'the token is not an https URL';
  if (!loopback && !STS_HOST.test(url.host)) return 'the token is not for a host of STS';
  if (url.pathname !== '/' || url.username !== '' || url.hash !== '')
    return 'the token has a path other than /';
  return undefined;
}

function parseCall(host: string, query: Query, cluster: string): ParsedToken {
  const problem = parameterProblem(query);
  if (problem !== undefined) return bad(problem);
  const headers = { host, [CLUSTER_HEADER]: cluster };
  const request = { method: 'GET', path: '/', query, headers, body: new Uint8Array() };
  const claim = readClaim(request);
  if (typeof claim === 'string') return bad('the signature of the token is incomplete');
  if (claim.service !== 'sts') return bad('the token is not signed for STS');
  if (!claim.signedHeaders.includes(CLUSTER_HEADER)) {
    return bad(`the token does not sign the header ${CLUSTER_HEADER}`);
  }
  if (claim.expiresIn > MAX_EXPIRES_SECONDS) return bad('X-Amz-Expires is more than 900 seconds');
  return { wellFormed: true, request, claim };
}

function parameterProblem(query: Query): string | undefined {
  const seen = new Set<string>();
  for (const [name, values] of query) {
    const lower = name.toLowerCase();
    if (!PARAMETERS.has(lower)) return 'the token has a parameter that is not allowed';
    if (seen.has(lower) || values.length !== 1) return 'the token has a parameter twice';
    seen.add(lower);
  }
  if (query.get('Action')?.[0] !== 'GetCallerIdentity')
    return 'the token is not for the action GetCallerIdentity';
  return undefined;
}

function bad(reason: string): ParsedToken {
  return { wellFormed: false, reason };
}

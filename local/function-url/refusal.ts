import type { SignatureProblem } from '../aws/signature/verify.ts';

/** Why a function URL lets a request go no further. */
export type UrlProblem = SignatureProblem | 'wrong-region';

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

// Error type and message, in AWS's own words. An unsigned request is told no more than that it is forbidden.
const refusals: Readonly<Record<UrlProblem, readonly [string, string]>> = {
  unsigned: ['AccessDeniedException', 'Forbidden'],
  malformed: ['IncompleteSignatureException', 'Authorization header is incomplete or has another form.'],
  'wrong-service': ['InvalidSignatureException', 'Credential should be scoped to correct service: lambda.'],
  'wrong-region': ['InvalidSignatureException', 'Credential should be scoped to a valid region.'],
  stale: ['InvalidSignatureException', 'Signature expired: it is more than 5 minutes old.'],
  'from-the-future': ['InvalidSignatureException', 'Signature not yet current.'],
  'unknown-key': ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  'session-expired': ['ExpiredTokenException', 'The security token included in the request is expired'],
  mismatch: ['InvalidSignatureException', mismatch],
};

/** The answer that stands in a function's place: all of them 403, with the error's type in a header. */
export function refusalOf(problem: UrlProblem): Response {
  const [type, Message] = refusals[problem];
  return Response.json({ Message }, { status: 403, headers: { 'x-amzn-errortype': type } });
}

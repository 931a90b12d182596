import type { Caller } from '../identity/caller.ts';
import type { CredentialLookup } from '../identity/credentials.ts';
import { readClaim, type SignatureClaim } from './claim.ts';
import { signatureMatches } from './recompute.ts';
import type { SignedRequest } from './request.ts';

/** Why a request is not its claimed caller's. Each protocol has its own names for these. */
export type SignatureProblem =
  | 'unsigned'
  | 'malformed'
  | 'wrong-service'
  | 'stale'
  | 'from-the-future'
  | 'unknown-key'
  | 'session-expired'
  | 'mismatch';

export type Verification =
  | { readonly verified: true; readonly caller: Caller }
  | { readonly verified: false; readonly problem: SignatureProblem };

/**
 * Milliseconds that a signer's clock may be ahead, and that a signature in a header stays good.
 * Source: AWS General Reference, signing.
 */
const SIGNATURE_SKEW_MS = 5 * 60 * 1000;
/**
 * Milliseconds that a presigned STS call stays good, whatever its X-Amz-Expires says.
 * Source: aws-iam-authenticator, pkg/token.
 */
const PRESIGNED_LIFETIME_MS = 15 * 60 * 1000;

/** Verifies the signature of a call to `service` at `wallNow` (milliseconds since the epoch, wall clock). */
export async function verifyRequest(
  request: SignedRequest,
  service: string,
  credentials: CredentialLookup,
  wallNow: number,
): Promise<Verification> {
  const claim = readClaim(request);
  if (typeof claim === 'string') return refused(claim);
  if (claim.service !== service) return refused('wrong-service');
  const lifetime = claim.carrier === 'header' ? SIGNATURE_SKEW_MS : PRESIGNED_LIFETIME_MS;
  if (wallNow > claim.signedAt + lifetime) return refused('stale');
  return verifyClaim(request, claim, credentials, wallNow);
}

/** Verifies all of a claim but its age from above, which is for the caller to judge. */
export async function verifyClaim(
  request: SignedRequest,
  claim: SignatureClaim,
  credentials: CredentialLookup,
  wallNow: number,
): Promise<Verification> {
  if (claim.signedAt > wallNow + SIGNATURE_SKEW_MS) return refused('from-the-future');
  const credential = credentials.find(claim.accessKeyId);
  if (credential === undefined || credential.sessionToken !== claim.sessionToken)
    return refused('unknown-key');
  if (!(await signatureMatches(request, claim, credential))) return refused('mismatch');
  // Judged last, so that only the holder of the secret learns that a session has ended.
  if (credential.expiresAt !== undefined && credential.expiresAt <= wallNow)
    return refused('session-expired');
  return { verified: true, caller: credential.caller };
}

function refused(problem: SignatureProblem): Verification {
  return { verified: false, problem };
}

import type { PlatformClock } from '../../clock.ts';
import type { TokenReviewer, TokenUser, TokenVerdict } from '../../kubernetes/cluster.ts';
import type { AccessEntry } from '../eks/access-entry.ts';
import { comparableArn } from '../identity/arn.ts';
import type { Caller } from '../identity/caller.ts';
import type { CredentialLookup } from '../identity/credentials.ts';
import { type SignatureProblem, verifyClaim } from '../signature/verify.ts';
import { parseToken } from './token.ts';
import { renderTemplate } from './username.ts';

/** Milliseconds from X-Amz-Date for which a token is accepted, whatever its X-Amz-Expires. Source: as of token.ts. */
const TOKEN_LIFETIME_MS = 15 * 60 * 1000;

type Clock = Pick<PlatformClock, 'now' | 'offset' | 'offsetAt'>;

export interface AuthenticatorDependencies {
  readonly clock: Clock;
  readonly credentials: CredentialLookup;
  /** The entries of a cluster; throws for an unknown cluster. */
  readonly entriesOf: (cluster: string) => readonly AccessEntry[];
  readonly loopbackHosts: readonly string[];
}

/** The EKS token authenticator: verifies a token as STS would and maps its caller to an access entry. */
export function createTokenReviewer({
  clock,
  credentials,
  entriesOf,
  loopbackHosts,
}: AuthenticatorDependencies): TokenReviewer {
  return async (token, cluster) => {
    const parsed = parseToken(token, cluster, loopbackHosts);
    if (!parsed.wellFormed) return refused(parsed.reason);
    const wallNow = clock.now() - clock.offset();
    const verification = await verifyClaim(parsed.request, parsed.claim, credentials, wallNow);
    if (!verification.verified) return refused(reasonFor(verification.problem));
    if (ageMs(parsed.claim.signedAt, clock) > TOKEN_LIFETIME_MS) {
      return refused('the token is older than 15 minutes');
    }
    return mapToEntry(verification.caller, entriesOf(cluster));
  };
}

// kubectl signs by the wall clock, which cannot be moved; so a token ages by what the platform clock has moved since.
function ageMs(signedAt: number, clock: Clock): number {
  return clock.now() - (signedAt + clock.offsetAt(signedAt / 1000));
}

function mapToEntry(caller: Caller, entries: readonly AccessEntry[]): TokenVerdict {
  const entry = entries.find((candidate) => isFor(candidate, caller));
  if (entry === undefined) return refused(`the cluster has no access entry for ${caller.principalArn}`);
  const user = userOf(entry, caller);
  return user === undefined
    ? refused('the username template of the access entry cannot be filled in for this caller')
    : { authenticated: true, user };
}

// By id first: a role that was deleted and made again bears the same ARN and is another one.
function isFor(entry: AccessEntry, caller: Caller): boolean {
  return (
    entry.principalId === caller.principalId &&
    comparableArn(entry.principalArn) === comparableArn(caller.principalArn)
  );
}

function userOf(entry: AccessEntry, caller: Caller): TokenUser | undefined {
  const username = renderTemplate(entry.username, caller);
  const groups = entry.kubernetesGroups.map((group) => renderTemplate(group, caller));
  if (username === undefined || !groups.every((group) => group !== undefined)) return undefined;
  return {
    username,
    uid: `aws-iam-authenticator:${caller.account}:${caller.principalId}`,
    groups,
    extra: {
      accessKeyId: [caller.accessKeyId],
      arn: [caller.arn],
      canonicalArn: [comparableArn(caller.principalArn)],
      principalId: [caller.principalId],
      sessionName: [caller.sessionName],
    },
  };
}

function reasonFor(problem: SignatureProblem): string {
  switch (problem) {
    case 'unknown-key':
      return 'the access key of the token is not known, or its session token is another';
    case 'session-expired':
      return 'the credentials that signed the token have expired';
    case 'from-the-future':
      return 'the token is dated in the future';
    default:
      return 'the signature does not match: the token was made for another cluster, with another secret, or altered';
  }
}

function refused(reason: string): TokenVerdict {
  return { authenticated: false, reason };
}

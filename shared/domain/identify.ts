import { domainsOf, type IdentitySource, principalIn, sourceFor } from './identity-source.ts';
import type { Identity, Principal } from './person.ts';
import type { IdentityRefusal } from './refusal.ts';

/** What Slack says about one of its accounts. */
export interface SlackProfile {
  readonly teamId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly deactivated: boolean;
  readonly bot: boolean;
  readonly guest: boolean;
  /** From another organization, through Slack Connect. */
  readonly stranger: boolean;
}

export type Identification =
  | { readonly identified: true; readonly identity: Identity }
  | { readonly identified: false; readonly refusal: IdentityRefusal };

/**
 * One @, and only characters that survive an STS session name, an IAM name and a Kubernetes username unchanged;
 * plus-addresses and look-alike letters would let one inbox be two people.
 */
export const addressPattern = /^[A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,60}$/;

/** Characters of the part before the @, at the most. */
export const longestLocalPart = 40;

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: a RoleSessionName has 2 to 64 characters.
const longestSessionName = 64;

/** Who a Slack account is in the clusters by its address, or why it is nobody there. */
export function identify(
  profile: SlackProfile | undefined,
  sources: readonly IdentitySource[],
): Identification {
  if (profile === undefined) return refused({ code: 'unknown-person' });
  const refusal = accountRefusal(profile);
  if (refusal !== undefined) return refused(refusal);
  const { teamId, userId, name } = profile;
  // Before the capitals go: the small form of the Kelvin sign is a Latin k.
  if (profile.email.length > longestSessionName || !addressPattern.test(profile.email)) {
    return refused({ code: 'unusable-email', email: profile.email });
  }
  // Usernames are case-sensitive and addresses are not: one person must not be two.
  const email = profile.email.toLowerCase();
  const source = sourceFor(sources, email);
  const principal = source && principalIn(source, email);
  if (principal === undefined) {
    return refused({ code: 'foreign-email', email, domains: sources.flatMap(domainsOf) });
  }
  return { identified: true, identity: { person: { teamId, userId, name, email }, principal } };
}

/**
 * The username of the access entry that we create for the principal. Of a shared role it is a template, into which EKS
 * puts the name of the session.
 */
export function entryUsername(principal: Principal): string {
  return principal.holder === 'shared'
    ? `${principal.username.slice(0, -principal.sessionName.length)}{{SessionNameRaw}}`
    : principal.username;
}

function accountRefusal(profile: SlackProfile): IdentityRefusal | undefined {
  if (profile.deactivated) return { code: 'deactivated' };
  if (profile.bot) return { code: 'bot' };
  if (profile.stranger) return { code: 'stranger' };
  if (profile.guest) return { code: 'guest' };
  return profile.emailConfirmed ? undefined : { code: 'unconfirmed-email' };
}

function refused(refusal: IdentityRefusal): Identification {
  return { identified: false, refusal };
}

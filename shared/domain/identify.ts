import type { Identity } from './person.ts';
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

/** How people become principals: members of these email domains hold one Identity Center role together. */
export interface IdentitySource {
  readonly emailDomains: readonly string[];
  readonly roleArn: string;
}

export type Identification =
  | { readonly identified: true; readonly identity: Identity }
  | { readonly identified: false; readonly refusal: IdentityRefusal };

// One @, and only characters that survive an STS session name and a Kubernetes username unchanged; plus-addresses
// and look-alike letters would let one inbox be two people.
const emailPattern = /^[A-Za-z0-9._-]{1,40}@[a-z0-9.-]{1,60}$/;

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: a RoleSessionName has 2 to 64 characters.
const longestSessionName = 64;

/** Who a Slack account is in the clusters, or why it is nobody there. */
export function identify(profile: SlackProfile | undefined, source: IdentitySource): Identification {
  if (profile === undefined) return refused({ code: 'unknown-person' });
  const { teamId, userId, name, email } = profile;
  const refusal = accountRefusal(profile) ?? emailRefusal(profile, source.emailDomains);
  if (refusal !== undefined) return refused(refusal);
  return {
    identified: true,
    identity: {
      person: { teamId, userId, name, email },
      principal: { arn: source.roleArn, username: `${usernamePrefix}${email}` },
    },
  };
}

/** What every username of ours begins with; the bare prefix belongs to the Identity Center source. */
export const usernamePrefix = 'k8s-access:';
/** The username template of the access entries we create: EKS puts in the session name, which is the email. */
export const usernameTemplate = `${usernamePrefix}{{SessionNameRaw}}`;

function accountRefusal(profile: SlackProfile): IdentityRefusal | undefined {
  if (profile.deactivated) return { code: 'deactivated' };
  if (profile.bot) return { code: 'bot' };
  if (profile.stranger) return { code: 'stranger' };
  if (profile.guest) return { code: 'guest' };
  return undefined;
}

/** Why an email address makes nobody a person in the clusters. */
export function emailRefusal(
  { email, emailConfirmed }: Pick<SlackProfile, 'email' | 'emailConfirmed'>,
  domains: readonly string[],
): IdentityRefusal | undefined {
  if (!emailConfirmed) return { code: 'unconfirmed-email' };
  if (email.length > longestSessionName || !emailPattern.test(email))
    return { code: 'unusable-email', email };
  const domain = email.slice(email.indexOf('@') + 1);
  return domains.includes(domain) ? undefined : { code: 'foreign-email', email, domains };
}

function refused(refusal: IdentityRefusal): Identification {
  return { identified: false, refusal };
}

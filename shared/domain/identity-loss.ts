import type { Requesters } from './estate.ts';
import type { Identification } from './identify.ts';
import { type Person, type Principal, samePerson, samePrincipal, type UsergroupHandle } from './person.ts';
import type { IdentityRefusal } from './refusal.ts';

/** Why a person may no longer hold what they were allowed. */
export type IdentityLoss =
  /** Nothing would be given to the account any more: it was deactivated, became a guest, and so on. */
  | { readonly kind: 'account'; readonly code: IdentityRefusal['code'] }
  /** The account is another principal now: its email address, its link or the identities in `access.yaml` changed. */
  | { readonly kind: 'changed' }
  /** The rule by which it was allowed is for people among whom this one no longer is. */
  | { readonly kind: 'requirement'; readonly rule: string };

interface Holder {
  readonly requester: Person;
  readonly principal: Principal;
}

/** What became of the account of somebody who holds access, or waits for it; nothing where they are who they were. */
export function accountLoss({ requester, principal }: Holder, now: Identification): IdentityLoss | undefined {
  if (!now.identified) return { kind: 'account', code: now.refusal.code };
  const same =
    samePerson({ person: requester, principal }, now.identity) &&
    samePrincipal(principal, now.identity.principal);
  return same ? undefined : { kind: 'changed' };
}

/**
 * Whether the requester is still among those whom the rule is for.
 * @param required whom the rule was for when it allowed the request; undefined where it was for everybody
 * @param usergroups those of the required ones that the requester is in now
 */
export function requirementLoss(
  rule: string,
  { email }: Pick<Person, 'email'>,
  required: Requesters | undefined,
  usergroups: ReadonlySet<UsergroupHandle>,
): IdentityLoss | undefined {
  if (required === undefined) return undefined;
  const isAmong = required.people.includes(email) || required.usergroups.some((one) => usergroups.has(one));
  return isAmong ? undefined : { kind: 'requirement', rule };
}

/** What was lost, as a part of a sentence about the requester. Plain text. */
export function lossInWords(loss: IdentityLoss): string {
  switch (loss.kind) {
    case 'changed':
      return 'the account’s email address changed, or its link with AWS';
    case 'requirement':
      return `the requester is no longer among those whom rule ${loss.rule} is for`;
    case 'account':
      return accountInWords(loss.code);
  }
}

function accountInWords(code: IdentityRefusal['code']): string {
  switch (code) {
    case 'deactivated':
      return 'the account was deactivated';
    case 'guest':
      return 'the account became a guest';
    case 'unknown-person':
      return 'Slack no longer knows the account';
    case 'link-required':
      return 'the account’s link with AWS is gone';
    case 'principal-taken':
      return 'the AWS identity is linked with another account';
    case 'unconfirmed-email':
    case 'unusable-email':
    case 'foreign-email':
      return 'the account’s email address changed';
    default:
      return 'the account may no longer be given access';
  }
}

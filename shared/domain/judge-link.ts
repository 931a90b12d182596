import { pinnedPrincipal } from './identify-linked.ts';
import type { IdentitySource } from './identity-source.ts';
import { type Pin, pinKey } from './link.ts';
import type { Principal } from './person.ts';
import { principalKey, type SignedIn } from './principal-arn.ts';
import type { LinkRefusal } from './refusal.ts';

export type LinkJudgement =
  | { readonly allowed: true; readonly pin: Pin; readonly principal: Principal }
  | { readonly allowed: false; readonly refusal: LinkRefusal };

/**
 * Whether the caller is whom `access.yaml` says that the person is. In a role that a source shares among everybody the
 * session may be called anything but by the address of somebody else of the source. Such a one is theirs, and whoever gets
 * hold of a code would have it stand for another's access.
 * @param before what the account was linked with last: that stays the person's, also when their address changes
 */
export function judgeLink(
  source: IdentitySource,
  said: Principal,
  caller: SignedIn,
  before?: Pin,
): LinkJudgement {
  if (caller.key !== principalKey(said.arn)) {
    return {
      allowed: false,
      refusal: { code: 'another-principal-called', said: said.arn, caller: caller.arn },
    };
  }
  const isShared = said.holder === 'shared' && caller.sessionName !== undefined;
  const pin = isShared ? { arn: said.arn, sessionName: caller.sessionName } : { arn: said.arn };
  const wasLinked = before !== undefined && pinKey(before) === pinKey(pin);
  if (!wasLinked && isSomebodyElse(source, said, caller)) return refused(said, caller);
  const principal = pinnedPrincipal(source, said, pin);
  return principal === undefined ? refused(said, caller) : { allowed: true, pin, principal };
}

function isSomebodyElse(source: IdentitySource, said: Principal, { sessionName = '' }: SignedIn): boolean {
  if (said.holder !== 'shared' || source.strategy !== 'shared-role') return false;
  const called = sessionName.toLowerCase();
  const domain = called.slice(called.indexOf('@') + 1);
  return called !== said.sessionName.toLowerCase() && source.emailDomains.includes(domain);
}

function refused(said: Principal, caller: SignedIn): LinkJudgement {
  const session = said.holder === 'shared' ? said.sessionName : '';
  return { allowed: false, refusal: { code: 'another-session-called', session, caller: caller.arn } };
}

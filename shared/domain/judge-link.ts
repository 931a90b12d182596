import { pinnedPrincipal } from './identify-linked.ts';
import type { IdentitySource } from './identity-source.ts';
import type { Pin } from './link.ts';
import type { Principal } from './person.ts';
import { principalKey, type SignedIn } from './principal-arn.ts';
import type { LinkRefusal } from './refusal.ts';

export type LinkJudgement =
  | { readonly allowed: true; readonly pin: Pin; readonly principal: Principal }
  | { readonly allowed: false; readonly refusal: LinkRefusal };

/**
 * Whether the caller is whom `access.yaml` says that the person is. In a role that a source shares among everybody the
 * session may be called anything: that is what a link is for.
 */
export function judgeLink(source: IdentitySource, said: Principal, caller: SignedIn): LinkJudgement {
  if (caller.key !== principalKey(said.arn)) {
    return {
      allowed: false,
      refusal: { code: 'another-principal-called', said: said.arn, caller: caller.arn },
    };
  }
  const isShared = said.holder === 'shared' && caller.sessionName !== undefined;
  const pin = isShared ? { arn: said.arn, sessionName: caller.sessionName } : { arn: said.arn };
  const principal = pinnedPrincipal(source, said, pin);
  if (principal !== undefined) return { allowed: true, pin, principal };
  const session = said.holder === 'shared' ? said.sessionName : '';
  return { allowed: false, refusal: { code: 'another-session-called', session, caller: caller.arn } };
}

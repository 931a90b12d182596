import { addressPattern } from './identify.ts';
import { type IdentitySource, type PrincipalTemplate, principalIn, sourceFor } from './identity-source.ts';
import { awsAccount, type Identity, type Principal } from './person.ts';
import { parseSignedIn, principalKey, type SignedIn } from './principal-arn.ts';
import type { CallerRefusal, IdentityRefusal, LinkRefusal } from './refusal.ts';

/** Who signed a call with AWS credentials, as AWS says it. Nothing of it can be chosen by an argument. */
export interface Caller {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` of a session; a user's ARN of a user. */
  readonly arn: string;
}

export type CallerIdentification =
  | { readonly identified: true; readonly identity: Identity }
  | { readonly identified: false; readonly refusal: CallerRefusal | LinkRefusal | IdentityRefusal };

/**
 * Who a caller is in the clusters, or why AWS's word does not say it: the person whose principal, by `identities`, is the
 * one that called. The name of a session counts only in a role that a source trusts for it. A session's ARN has no path,
 * and none is needed: the name of a role is unique in its account, so no look-alike can stand beside it.
 */
export function identifyCaller({ arn }: Caller, sources: readonly IdentitySource[]): CallerIdentification {
  const signedIn = parseSignedIn(arn);
  if (signedIn === undefined)
    return { identified: false, refusal: { code: 'caller-not-a-person', caller: arn } };
  for (const email of sources.flatMap((source) => addressesOf(source, signedIn))) {
    const source = sourceFor(sources, email);
    const principal = source && principalIn(source, email);
    if (principal !== undefined && isCalledBy(principal, signedIn)) {
      const person = { ...awsAccount(email), email, name: email };
      return { identified: true, identity: { person, principal } };
    }
  }
  return { identified: false, refusal: { code: 'unknown-caller', arn } };
}

/** Whether the principal is the one that signed. */
export function isCalledBy(principal: Principal, { key, sessionName }: SignedIn): boolean {
  if (principalKey(principal.arn) !== key) return false;
  return (
    principal.holder === 'personal' || principal.sessionName.toLowerCase() === sessionName?.toLowerCase()
  );
}

// Whoever the caller could be by this source; that they are is seen by going the other way.
function addressesOf(source: IdentitySource, { key, sessionName = '' }: SignedIn): readonly string[] {
  switch (source.strategy) {
    case 'shared-role':
      return addressPattern.test(sessionName) ? [sessionName.toLowerCase()] : [];
    case 'template': {
      const name = nameIn(source.arn, key);
      return name === undefined ? [] : [`${name}@${source.emailDomain}`];
    }
    case 'table':
      return [...source.people].flatMap(([email, { arn }]) => (principalKey(arn) === key ? [email] : []));
  }
}

/** What stands in the key where the template has the person's name. */
function nameIn({ before, after }: PrincipalTemplate, key: string): string | undefined {
  const head = principalKey(`${before}x${after}`).slice(0, -`x${after}`.length);
  const fits =
    key.startsWith(head) && key.endsWith(after.toLowerCase()) && key.length > head.length + after.length;
  return fits ? key.slice(head.length, key.length - after.length) : undefined;
}

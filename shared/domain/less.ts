import type { Requester } from './ask.ts';
import { type Decision, decideLess } from './decide.ts';
import type { Duration } from './duration.ts';
import type { Estate } from './estate.ts';
import { isExtension } from './extension.ts';
import type { Instant } from './instant.ts';
import type { In } from './outcome.ts';
import type { LessRefusal } from './refusal.ts';
import type { Request } from './request.ts';
import type { Extent, RoleName, Scope } from './scope.ts';
import type { LesserTerms, Terms, TermsAsked } from './terms.ts';

/** What was asked first, whatever approvers have allowed of it since. */
export function termsAsked({ asked, scope, duration, target: { grant } }: Request): TermsAsked {
  return asked ?? { scope, duration, grant };
}

/** The policy as it is now, and what it needs to know beside the record: who asks, as rules see them, and the moment. */
export interface PolicyNow {
  readonly estate: Estate;
  readonly requester: Requester;
  readonly at: Instant;
}

/** What today's policy says to terms of a request: to all that stands in it, or to less. */
export function decideTerms({ estate, requester, at }: PolicyNow, request: Request, terms: Terms): Decision {
  const { scope, duration } = termsAsked(request);
  return decideLess(estate, { requester, at, reason: request.reason, scope, duration }, terms);
}

/** The shortest duration, in minutes: what a policy refuses for as long as that, it refuses altogether. */
const shortest = 1 as Duration;

/** The least that can be approved of a request without leaving out what it asks for. */
export function leastOf({ scope }: Terms): Terms {
  return { scope, duration: shortest };
}

/** The other roles that the rule of the request covers in its place, in the order of `access.yaml`. */
export function rolesBeside(policy: PolicyNow, request: Request): readonly RoleName[] {
  const covers = (role: RoleName) => {
    const terms = leastOf({ ...request, scope: { ...request.scope, role } });
    return decideTerms(policy, request, terms).outcome !== 'refused';
  };
  return [...policy.estate.roles.keys()].filter((role) => role !== request.scope.role && covers(role));
}

/** What of the terms is more than the request; whether another role is more is for its rules to say. */
export function excessOf(request: Request, { scope, duration }: Terms): LessRefusal | undefined {
  if (isExtension(request) && !isSameScope(request.scope, scope)) return { code: 'extension-keeps-scope' };
  if (duration > request.duration) {
    return { code: 'longer-than-asked', wanted: duration, asked: request.duration };
  }
  const asked: readonly Extent[] = request.scope.namespaces;
  const wanted: readonly Extent[] = scope.namespaces;
  const more = wanted.filter((namespace) => !asked.includes(namespace));
  return more.length > 0 ? { code: 'namespaces-not-asked', wanted: more, asked } : undefined;
}

// More time is for a window as it stands.
function isSameScope(one: Scope, other: Scope): boolean {
  return one.role === other.role && one.namespaces.length === other.namespaces.length;
}

/** Whether the terms are all that the request asks for. */
export function isWhole({ scope, duration }: Request, terms: Terms): boolean {
  return (
    duration === terms.duration &&
    scope.role === terms.scope.role &&
    scope.namespaces.length === terms.scope.namespaces.length
  );
}

/** The request as an approver allows it, with what was asked first kept; nothing where the terms are more. */
export function lessen(request: In<'pending'>, less: LesserTerms): In<'pending'> | undefined {
  const { scope, duration, role } = less;
  const namesRole = scope.role === request.scope.role ? role === undefined : role !== undefined;
  const isWithin = scope.cluster === request.scope.cluster && excessOf(request, less) === undefined;
  if (!namesRole || !isWithin) return undefined;
  // What stands already was asked about the whole; opening asks about what is left of it.
  const { standing: _, ...rest } = request;
  const lesser = { ...rest, scope, duration, asked: termsAsked(request) };
  if (role === undefined) return lesser;
  const { grant, rulesHash } = role;
  return { ...lesser, target: { ...request.target, grant }, rulesHash };
}

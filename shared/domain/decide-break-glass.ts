import type { Allowance } from './allowance.ts';
import type { Ask } from './ask.ts';
import { isNonEmpty } from './brand.ts';
import type { BreakGlassRule } from './break-glass.ts';
import { lookUp, unmetTerms } from './decide.ts';
import type { Estate } from './estate.ts';
import { type Instant, secondsAfter } from './instant.ts';
import { underWay } from './open-windows.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { mismatchesOf } from './rule-match.ts';
import type { Scope } from './scope.ts';

export type BreakGlassDecision =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'allowed'; readonly rule: BreakGlassRule; readonly decision: Allowance };

/** Judges a break-glass by the first of its rules that covers the whole of it; what none covers is refused. */
export function decideBreakGlass(
  rules: readonly BreakGlassRule[],
  estate: Estate,
  ask: Omit<Ask, 'duration'>,
): BreakGlassDecision {
  const known = lookUp(estate, ask.scope);
  if ('code' in known) return refused(known);
  const readings = rules.map((rule) => ({ rule, why: mismatchesOf(rule, ask, known) }));
  const covering = readings.find(({ why }) => why.length === 0)?.rule;
  if (covering === undefined) {
    const close = readings.flatMap(({ rule, why }) => (isNonEmpty(why) ? [{ rule: rule.name, why }] : []));
    return refused({ code: 'no-break-glass', scope: ask.scope, rules: close });
  }
  const [unmet] = unmetTerms(covering, ask);
  if (unmet !== undefined) return refused(unmet);
  return { outcome: 'allowed', rule: covering, decision: allowanceBy(covering) };
}

/** The decision that a rule of break-glass comes to for those whom it is for. */
export function allowanceBy({ name, hash: ruleHash, when }: BreakGlassRule): Allowance {
  return {
    ...{ outcome: 'break-glass', rule: name, ruleHash, approval: { kind: 'automatic' } },
    ...(when.requesters === undefined ? {} : { requesters: when.requesters }),
  };
}

/** Seconds in which uses count towards the most that a rule allows. */
export const usesCountFor = 24 * 60 * 60;

/**
 * Why the person may not open one more, where the same is open already or the cap of the rule is reached. Only uses that
 * opened count, and those that are about to; drills are none.
 * @param own the person's records of the last 24 hours, and those that are under way
 */
export function tooManyUses(
  { name, mostPerDay }: BreakGlassRule,
  own: readonly Request[],
  { id, scope }: Pick<Request, 'id' | 'scope'>,
  now: Instant,
): Refusal | undefined {
  const uses = own.filter(
    (one) => one.breakGlass !== undefined && one.breakGlass.drill === undefined && one.id !== id,
  );
  const same = uses.find((one) => underWay.has(one.status) && sameScope(one.scope, scope));
  if (same !== undefined) return { code: 'break-glass-open', id: same.id, scope };
  const since = secondsAfter(now, -usesCountFor);
  const counted = uses.filter(
    ({ decision, requestedAt, status, breakGlass }) =>
      decision.rule === name &&
      requestedAt > since &&
      (breakGlass?.openedAt !== undefined || underWay.has(status)),
  );
  return counted.length >= mostPerDay ? { code: 'too-many-uses', rule: name, most: mostPerDay } : undefined;
}

function sameScope(one: Scope, other: Scope): boolean {
  const inOrder = ({ namespaces }: Scope) => [...namespaces].sort().join();
  return one.cluster === other.cluster && one.role === other.role && inOrder(one) === inOrder(other);
}

function refused(refusal: Refusal): BreakGlassDecision {
  return { outcome: 'refused', refusal };
}

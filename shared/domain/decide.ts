import type { Allowance } from './allowance.ts';
import type { Ask, Asking } from './ask.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { Duration } from './duration.ts';
import type { Cluster, Estate, Role, Rule } from './estate.ts';
import type { Refusal } from './refusal.ts';
import { coversAtOtherTimes, type Mismatch, mismatchesOf } from './rule-match.ts';
import { isClusterWide, namespacesOf, type Scope } from './scope.ts';
import type { Terms } from './terms.ts';

/** What the policy says to a request, with its reason. */
export type Decision = { readonly outcome: 'refused'; readonly refusal: Refusal } | Allowance;

/** A decision, and what became of each rule that was read for it. */
export interface Judgement {
  readonly decision: Decision;
  /** In order. The first that matches is the last that is read. */
  readonly readings: readonly RuleReading[];
}

export type RuleReading =
  | { readonly rule: string; readonly matches: true }
  | { readonly rule: string; readonly matches: false; readonly why: NonEmpty<Mismatch> };

/** Judges a request by the first rule that covers the whole of it; what no rule covers is refused. */
export function decide(estate: Estate, ask: Ask): Decision {
  return judge(estate, ask).decision;
}

/**
 * Judges less than what is asked, by the rule that covers the whole of what is asked. Judged by a rule of its own, less
 * could need other approvers, or none.
 */
export function decideLess(estate: Estate, ask: Ask, less: Terms): Decision {
  const { decision, readings } = judge(estate, ask);
  const covering = readings.find(({ matches }) => matches)?.rule;
  const rule = estate.rules.find(({ name }) => name === covering);
  if (rule === undefined) return decision;
  const known = lookUp(estate, less.scope);
  if ('code' in known) return refused(known);
  const lesser = { ...ask, scope: less.scope, duration: less.duration };
  return mismatchesOf(rule, lesser, known).length > 0
    ? refused({ code: 'other-rule', rule: rule.name, scope: less.scope })
    : decideBy(rule, lesser);
}

/** Decides, and says for each rule why it does not cover the request. */
export function judge(estate: Estate, ask: Ask): Judgement {
  const found = findRule(estate, ask);
  const decision = 'rule' in found ? decideBy(found.rule, ask) : refused(found.refusal);
  return { decision, readings: found.readings };
}

/** The rule that decides, or why there is none. */
export type RuleFound = Pick<Judgement, 'readings'> &
  ({ readonly rule: Rule } | { readonly refusal: Refusal });

/** Finds the first rule that covers the whole of what is asked, whatever the duration and the reason. */
export function findRule(estate: Estate, asking: Asking): RuleFound {
  const known = lookUp(estate, asking.scope);
  if ('code' in known) return { refusal: known, readings: [] };
  const readings: RuleReading[] = [];
  for (const rule of estate.rules) {
    const why = mismatchesOf(rule, asking, known);
    if (isNonEmpty(why)) {
      readings.push({ rule: rule.name, matches: false, why });
    } else {
      readings.push({ rule: rule.name, matches: true });
      return { rule, readings };
    }
  }
  return { refusal: uncovered(asking.scope, readings), readings };
}

type ReachRefusal = Extract<Refusal, { code: 'role-is-cluster-wide' | 'role-is-in-namespaces' }>;

/** The cluster and the role that a scope names, where they are known. */
export function lookUp(
  estate: Estate,
  scope: Scope,
):
  | { readonly cluster: Cluster; readonly role: Role }
  | Extract<Refusal, { code: `unknown-${string}` }>
  | ReachRefusal {
  const cluster = estate.clusters.get(scope.cluster);
  if (cluster === undefined) {
    const known = [...estate.clusters.keys()];
    return { code: 'unknown-cluster', cluster: scope.cluster, known };
  }
  const namespace = namespacesOf(scope).find((one) => !cluster.namespaces.includes(one));
  if (namespace !== undefined) {
    return { code: 'unknown-namespace', cluster: cluster.name, namespace, known: cluster.namespaces };
  }
  const role = estate.roles.get(scope.role);
  if (role === undefined) {
    return { code: 'unknown-role', role: scope.role, known: [...estate.roles.keys()] };
  }
  return wrongReach(estate, scope, role, cluster) ?? { cluster, role };
}

function wrongReach(
  { rules }: Estate,
  scope: Scope,
  { name: role, scope: reach }: Role,
  { namespaces: known }: Cluster,
): ReachRefusal | undefined {
  if (isClusterWide(scope)) {
    return reach === 'namespace' ? { code: 'role-is-in-namespaces', role, known } : undefined;
  }
  // Where no rule names the role, asking for the whole cluster would be refused just as well.
  const isGiven = rules.some(({ when }) => when.roles?.includes(role));
  return reach === 'cluster' && isGiven ? { code: 'role-is-cluster-wide', role } : undefined;
}

function decideBy(rule: Rule, ask: Ask): Decision {
  const [unmet] = unmetTerms(rule, ask);
  if (unmet !== undefined) return refused(unmet);
  const { name, hash: ruleHash, approval } = rule;
  const { requesters } = rule.when;
  const outcome = approval.kind === 'automatic' ? 'automatic' : 'needs-approval';
  return { outcome, rule: name, ruleHash, approval, ...(requesters && { requesters }) };
}

/** What a rule objects to in a request that it covers. @param asked its duration may not be known yet */
export function unmetTerms(
  { name: rule, maxDuration, reason: form, ticket }: Pick<Rule, 'name' | 'maxDuration' | 'reason' | 'ticket'>,
  { duration, reason }: { readonly duration?: Duration; readonly reason: string },
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (duration !== undefined && duration > maxDuration) {
    refusals.push({ code: 'too-long', rule, asked: duration, longest: maxDuration });
  }
  if (form?.isMetBy(reason) === false) {
    refusals.push({ code: 'reason-pattern', rule, explain: form.explain });
  }
  if (ticket?.isMetBy(reason) === false) {
    refusals.push({ code: 'ticket-missing', rule, explain: ticket.explain });
  }
  return refusals;
}

function uncovered(scope: Scope, readings: readonly RuleReading[]): Refusal {
  const close = readings.flatMap((reading) =>
    reading.matches || !coversAtOtherTimes(reading.why) ? [] : [{ rule: reading.rule, why: reading.why }],
  );
  return isNonEmpty(close) ? { code: 'not-now-or-not-you', scope, rules: close } : { code: 'no-rule', scope };
}

function refused(refusal: Refusal): Decision {
  return { outcome: 'refused', refusal };
}

import type { Allowance } from './allowance.ts';
import type { Ask } from './ask.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { Cluster, Estate, Role, Rule } from './estate.ts';
import type { Refusal } from './refusal.ts';
import { coversAtOtherTimes, type Mismatch, mismatchesOf } from './rule-match.ts';
import type { Scope } from './scope.ts';
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
  const known = lookUp(estate, ask.scope);
  if ('code' in known) return { decision: refused(known), readings: [] };
  const readings: RuleReading[] = [];
  for (const rule of estate.rules) {
    const why = mismatchesOf(rule, ask, known);
    if (isNonEmpty(why)) {
      readings.push({ rule: rule.name, matches: false, why });
    } else {
      readings.push({ rule: rule.name, matches: true });
      return { decision: decideBy(rule, ask), readings };
    }
  }
  return { decision: refused(uncovered(ask.scope, readings)), readings };
}

function lookUp(
  estate: Estate,
  scope: Scope,
): { readonly cluster: Cluster; readonly role: Role } | Extract<Refusal, { code: `unknown-${string}` }> {
  const cluster = estate.clusters.get(scope.cluster);
  if (cluster === undefined) {
    const known = [...estate.clusters.keys()];
    return { code: 'unknown-cluster', cluster: scope.cluster, known };
  }
  const namespace = scope.namespaces.find((one) => !cluster.namespaces.includes(one));
  if (namespace !== undefined) {
    return { code: 'unknown-namespace', cluster: cluster.name, namespace, known: cluster.namespaces };
  }
  const role = estate.roles.get(scope.role);
  if (role === undefined) {
    return { code: 'unknown-role', role: scope.role, known: [...estate.roles.keys()] };
  }
  return { cluster, role };
}

function decideBy({ name: rule, hash: ruleHash, ...terms }: Rule, { duration, reason }: Ask): Decision {
  if (duration > terms.maxDuration) {
    return refused({ code: 'too-long', rule, asked: duration, longest: terms.maxDuration });
  }
  if (terms.reason?.isMetBy(reason) === false) {
    return refused({ code: 'reason-pattern', rule, explain: terms.reason.explain });
  }
  if (terms.ticket?.isMetBy(reason) === false) {
    return refused({ code: 'ticket-missing', rule, explain: terms.ticket.explain });
  }
  const outcome = terms.approval.kind === 'automatic' ? 'automatic' : 'needs-approval';
  return { outcome, rule, ruleHash, approval: terms.approval };
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

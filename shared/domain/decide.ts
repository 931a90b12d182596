import type { Allowance } from './allowance.ts';
import type { Duration } from './duration.ts';
import type { Estate, Rule } from './estate.ts';
import type { Refusal } from './refusal.ts';
import type { Scope } from './scope.ts';

/** What the policy says to a request, with its reason. */
export type Decision = { readonly outcome: 'refused'; readonly refusal: Refusal } | Allowance;

export interface Ask {
  readonly scope: Scope;
  readonly duration: Duration;
}

/** Judges a request by the first rule that covers its whole scope; what no rule covers is refused. */
export function decide(estate: Estate, ask: Ask): Decision {
  const { scope, duration } = ask;
  const cluster = estate.clusters.get(scope.cluster);
  if (cluster === undefined) {
    const known = [...estate.clusters.keys()];
    return refused({ code: 'unknown-cluster', cluster: scope.cluster, known });
  }
  const stranger = scope.namespaces.find((namespace) => !cluster.namespaces.includes(namespace));
  if (stranger !== undefined) {
    return refused({
      code: 'unknown-namespace',
      cluster: cluster.name,
      namespace: stranger,
      known: cluster.namespaces,
    });
  }
  const role = estate.roles.get(scope.role);
  if (role === undefined) {
    return refused({ code: 'unknown-role', role: scope.role, known: [...estate.roles.keys()] });
  }
  const rule = estate.rules.find((candidate) => covers(candidate, scope, cluster.environment));
  // A window stands in namespaces, so a cluster-wide role is not given, not even by a rule that names no roles.
  if (rule === undefined || role.scope === 'cluster') return refused({ code: 'no-rule', scope });
  if (duration > rule.maxDuration) {
    return refused({ code: 'too-long', rule: rule.name, asked: duration, longest: rule.maxDuration });
  }
  const outcome = rule.approval.kind === 'automatic' ? 'automatic' : 'needs-approval';
  return { outcome, rule: rule.name, approval: rule.approval };
}

function covers({ when }: Rule, scope: Scope, environment: string): boolean {
  return (
    includes(when.environments, environment) &&
    includes(when.clusters, scope.cluster) &&
    includes(when.roles, scope.role) &&
    scope.namespaces.every((namespace) => includes(when.namespaces, namespace))
  );
}

// A condition that a rule does not state holds for everything.
function includes<Item>(stated: readonly Item[] | undefined, item: Item): boolean {
  return stated === undefined || stated.includes(item);
}

function refused(refusal: Refusal): Decision {
  return { outcome: 'refused', refusal };
}

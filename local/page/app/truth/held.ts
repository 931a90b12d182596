import type { State } from '../model/state.ts';
import type { AuditEvent, Binding, Entry, Evidence, Request } from '../model/types.ts';

/** What stands in one cluster. */
export interface Held {
  /** Windows that are being opened, are open or are being closed, the one that ends first at the top. */
  readonly windows: readonly HeldWindow[];
  /** Windows that ended, the latest first. */
  readonly past: readonly HeldWindow[];
  /** Access entries of people, made by us or not. */
  readonly entries: readonly Entry[];
  /** Everything else: what the broker itself stands on. */
  readonly others: readonly Binding[];
}

export interface HeldWindow {
  readonly request: Request;
  /** Our bindings for it that stand in the cluster now. */
  readonly bindings: readonly Binding[];
  /** What the cluster itself answered last, and whether that was yes. */
  readonly evidence: Answers | undefined;
}

/** The cluster's answers to the checks of one look, counted. */
export interface Answers {
  readonly yes: number;
  readonly of: number;
  readonly at: string;
}

const underWay = new Set(['approved', 'active', 'closing']);

/** Past windows of a cluster that are shown. */
const mostPast = 3;

export function heldIn(cluster: string, state: State): Held {
  const bindings = state.bindings.filter((each) => each.cluster === cluster);
  const ours = Map.groupBy(bindings, ({ binding }) => binding.metadata.labels?.['k8s-access/request'] ?? '');
  const answers = answersIn(state.audit);
  const windowOf = (request: Request): HeldWindow => ({
    request,
    bindings: ours.get(request.id) ?? [],
    evidence: answers.get(request.id),
  });
  const here = state.requests.filter(({ scope }) => scope.cluster === cluster);
  const end = ({ closesAt = '' }: Request) => closesAt;
  return {
    windows: here
      .filter(({ status }) => underWay.has(status))
      .toSorted((one, other) => (end(one) < end(other) ? -1 : 1))
      .map(windowOf),
    past: here
      .filter(({ status, window }) => status === 'ended' && window !== undefined)
      .slice(-mostPast)
      .toReversed()
      .map(windowOf),
    entries: state.entries.filter(
      ({ clusterName, principalArn }) => clusterName === cluster && principalArn.includes('/aws-reserved/'),
    ),
    others: ours.get('') ?? [],
  };
}

const known = new WeakMap<readonly AuditEvent[], ReadonlyMap<string, Answers>>();

function answersIn(audit: readonly AuditEvent[]): ReadonlyMap<string, Answers> {
  const there = known.get(audit);
  if (there !== undefined) return there;
  const answers = new Map(
    audit.flatMap(({ requestId, fact: { evidence }, at }) =>
      requestId === undefined || evidence === undefined
        ? []
        : [[requestId, answersOf(evidence, at)] as const],
    ),
  );
  known.set(audit, answers);
  return answers;
}

function answersOf(evidence: readonly Evidence[], at: string): Answers {
  return { yes: evidence.filter(({ allowed }) => allowed).length, of: evidence.length, at };
}

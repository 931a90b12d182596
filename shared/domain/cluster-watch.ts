import { appendEvent, type Sha256 } from './audit-chain.ts';
import { type Chained, type ChainHead, emptyChain, headAt } from './chain-head.ts';
import type { Finding, Sighting } from './finding.ts';
import type { Instant } from './instant.ts';
import type { ClusterName } from './scope.ts';

/** What sweeps know of a cluster beside its requests. Each change of it is an event in a chain of its own. */
export interface ClusterWatch {
  readonly cluster: ClusterName;
  readonly version: number;
  readonly head: ChainHead;
  /** Sweeps in a row that could not look into it; counted to two. */
  readonly failures: number;
  /** Bindings that name our people and are not ours, as they stood last. */
  readonly planted: readonly Sighting[];
  /** Bindings with our marks that no record knows, found last. */
  readonly strays: readonly Sighting[];
}

/** One fact about a cluster, chained to the one before it. */
export type ClusterEvent = Chained<{
  readonly cluster: ClusterName;
  readonly at: Instant;
  readonly actor: { readonly kind: 'system'; readonly name: 'sweep' };
  readonly fact: ClusterFact;
}>;

export type ClusterFact =
  /** A sweep could not look into the cluster, for the first or the second time in a row. */
  | { readonly type: 'not-swept'; readonly inARow: number; readonly why: string }
  /** It could again. */
  | { readonly type: 'swept-again' }
  /** A binding names one of our people and is not ours. */
  | { readonly type: 'planted-found'; readonly binding: Sighting }
  /** It stands no more. */
  | { readonly type: 'planted-gone'; readonly binding: Sighting }
  /** A binding has our marks and no record knows of it; it is being removed. */
  | { readonly type: 'stray-found'; readonly binding: Sighting }
  /** An access entry has our tag and nobody holds it; it is being removed. */
  | { readonly type: 'stray-entry-found'; readonly entry: EntrySighting };

/** What is told of an access entry. */
export interface EntrySighting {
  readonly principalArn: string;
  /** The value of our tag. */
  readonly generation: string;
}

/** What one sweep saw. */
export type Observation =
  | { readonly reached: false; readonly why: string }
  | { readonly reached: true; readonly planted: readonly Sighting[]; readonly strays: readonly Sighting[] };

export interface Watched {
  readonly watch: ClusterWatch;
  readonly events: readonly ClusterEvent[];
}

/** Sweeps in a row that must fail before people hear of it. */
const alarmAfter = 2;

/** The watch after a sweep, with an event for each thing that is new; nothing where nothing is. */
export function observe(
  before: ClusterWatch | undefined,
  cluster: ClusterName,
  seen: Observation,
  { at, sha256 }: { readonly at: Instant; readonly sha256: Sha256 },
): Watched | undefined {
  const watch = before ?? firstWatch(cluster);
  const facts = factsOf(watch, seen);
  return facts.length === 0 ? undefined : write({ ...watch, ...stateAfter(watch, seen) }, facts, at, sha256);
}

/** The watch after an entry was found that nobody holds. */
export function observeStrayEntry(
  before: ClusterWatch | undefined,
  cluster: ClusterName,
  entry: EntrySighting,
  { at, sha256 }: { readonly at: Instant; readonly sha256: Sha256 },
): Watched {
  return write(before ?? firstWatch(cluster), [{ type: 'stray-entry-found', entry }], at, sha256);
}

function write(watch: ClusterWatch, facts: readonly ClusterFact[], at: Instant, sha256: Sha256): Watched {
  const { cluster } = watch;
  const actor = { kind: 'system', name: 'sweep' } as const;
  let head = watch.head;
  const events = facts.map((fact): ClusterEvent => {
    const event = appendEvent(head, { cluster, at, actor, fact }, sha256);
    head = headAt(event);
    return event;
  });
  return { watch: { ...watch, version: watch.version + 1, head }, events };
}

/** What people must hear of among the events. */
export function newsOf({ watch, events }: Watched): readonly Finding[] {
  const { cluster } = watch;
  return events.flatMap(({ fact }): Finding[] => {
    switch (fact.type) {
      case 'planted-found':
        return [{ kind: 'planted', cluster, binding: fact.binding }];
      case 'stray-found':
        return [{ kind: 'orphan', cluster, binding: fact.binding }];
      case 'not-swept':
        return fact.inARow === alarmAfter ? [{ kind: 'unreachable', cluster, why: fact.why }] : [];
      default:
        return [];
    }
  });
}

function firstWatch(cluster: ClusterName): ClusterWatch {
  return { cluster, version: 0, head: emptyChain, failures: 0, planted: [], strays: [] };
}

function factsOf(watch: ClusterWatch, seen: Observation): readonly ClusterFact[] {
  if (!seen.reached) {
    const inARow = watch.failures + 1;
    return inARow > alarmAfter ? [] : [{ type: 'not-swept', inARow, why: seen.why }];
  }
  const again: ClusterFact[] = watch.failures > 0 ? [{ type: 'swept-again' }] : [];
  const gone = notIn(watch.planted, seen.planted);
  return [
    ...again,
    ...notIn(seen.planted, watch.planted).map((binding) => ({ type: 'planted-found', binding }) as const),
    ...gone.map((binding) => ({ type: 'planted-gone', binding }) as const),
    ...notIn(seen.strays, watch.strays).map((binding) => ({ type: 'stray-found', binding }) as const),
  ];
}

function stateAfter(watch: ClusterWatch, seen: Observation) {
  if (!seen.reached) return { failures: Math.min(watch.failures + 1, alarmAfter) };
  return { failures: 0, planted: seen.planted, strays: seen.strays };
}

// One whose users or role changed is another thing to tell of, though its uid is the same.
function notIn(some: readonly Sighting[], others: readonly Sighting[]): readonly Sighting[] {
  const known = new Set(others.map(keyOf));
  return some.filter((one) => !known.has(keyOf(one)));
}

function keyOf({ uid, where, role, users }: Sighting): string {
  return JSON.stringify([uid, where, role, users]);
}

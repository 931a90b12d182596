import type { AccessEntry } from '../../../shared/usecases/cluster-ports.ts';
import { Cluster, type StoredBinding } from '../../support/in-memory/cluster.ts';
import type { Timeline } from '../time/timeline.ts';

/** As something stood since a moment. */
interface Sight<Seen> {
  readonly since: number;
  readonly seen: Seen;
}

/** A cluster in virtual time, whose descriptions and authorizer may lag behind what is true. */
export class SimulatedCluster extends Cluster {
  down = false;
  /** Milliseconds by which EKS describes entries late: it is eventually consistent. */
  entriesLag = 0;
  /** Milliseconds by which the authorizer learns late of bindings: it watches them. */
  authorizerLag = 0;
  readonly #timeline: Timeline;
  #entries: Sight<ReadonlyMap<string, AccessEntry>>[];
  #bindings: Sight<readonly StoredBinding[]>[];

  constructor(timeline: Timeline) {
    super();
    this.#timeline = timeline;
    this.#entries = [{ since: 0, seen: new Map() }];
    this.#bindings = [{ since: 0, seen: [] }];
  }

  /** To be called after each change, so that those who look late see what was before. */
  changed(): void {
    const since = this.#timeline.now;
    this.#entries = [...recent(this.#entries, since), { since, seen: new Map(this.entries) }];
    this.#bindings = [...recent(this.#bindings, since), { since, seen: [...this.bindings] }];
  }

  protected override entriesAsSeen(): ReadonlyMap<string, AccessEntry> {
    return this.entriesLag === 0
      ? this.entries
      : at(this.#entries, this.#timeline.now - this.entriesLag, this.entries);
  }

  protected override bindingsAsSeen(): readonly StoredBinding[] {
    return this.authorizerLag === 0
      ? this.bindings
      : at(this.#bindings, this.#timeline.now - this.authorizerLag, this.bindings);
  }
}

/** Milliseconds. Nobody looks back further. */
const longestLag = 60_000;

function recent<Seen>(sights: readonly Sight<Seen>[], now: number): readonly Sight<Seen>[] {
  const place = sights.findLastIndex(({ since }) => since <= now - longestLag);
  return sights.slice(Math.max(0, place));
}

function at<Seen>(sights: readonly Sight<Seen>[], moment: number, otherwise: Seen): Seen {
  return sights.findLast(({ since }) => since <= moment)?.seen ?? otherwise;
}

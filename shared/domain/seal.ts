import type { Sha256 } from './audit-chain.ts';
import type { Day } from './day.ts';
import type { Instant } from './instant.ts';
import { merkleRoot } from './merkle.ts';
import { chainOf, lineOf, type TrailEvent } from './trail.ts';

/** The hour, in UTC, in which the day before is sealed. */
export const sealHour = 2;

/** An event of a chain, by its number and hash. */
export interface Point {
  readonly seq: number;
  readonly hash: string;
}

/** What one day added to one chain: what comes after one event, up to another. */
export interface DayOfChain {
  readonly chain: string;
  readonly after: Point;
  readonly head: Point;
}

/** What is signed of a day. It stands for every event of it, through the heads of their chains. */
export interface Manifest {
  readonly version: 1;
  readonly day: Day;
  /** Merkle root over the lines of the day's heads. */
  readonly root: string;
  /** Root of the day before; none on the first day that was ever sealed. */
  readonly previousRoot?: string;
  readonly chains: number;
  readonly events: number;
  readonly sealedAt: Instant;
  /** ARN of the key that signs. */
  readonly key: string;
}

/** A manifest, and the signature over its canonical JSON: ECDSA on P-256 with SHA-256, DER in base64. */
export interface Sealed {
  readonly manifest: Manifest;
  readonly signature: string;
}

/** The root over a day's heads. @param heads in the order of their chains' names */
export function rootOf(heads: readonly DayOfChain[], sha256: Sha256): string {
  return merkleRoot(heads.map(lineOf), sha256);
}

/** Takes in the events of a day one by one, each chain's in order, and tells what the day added to each chain. */
export function gatherHeads() {
  const heads = new Map<string, DayOfChain>();
  let events = 0;
  return {
    /** Answers whether the event follows from the one before it. */
    add(event: TrailEvent): boolean {
      const chain = chainOf(event);
      const known = heads.get(chain);
      const after = known?.after ?? { seq: event.seq - 1, hash: event.prev };
      heads.set(chain, { chain, after, head: { seq: event.seq, hash: event.hash } });
      events += 1;
      return known === undefined || (event.seq === known.head.seq + 1 && event.prev === known.head.hash);
    },
    /** In the order of the chains' names. */
    heads: (): readonly DayOfChain[] =>
      [...heads.values()].toSorted((one, other) => (one.chain < other.chain ? -1 : 1)),
    events: () => events,
  };
}

import { type Instant, instantFrom } from './instant.ts';

/** The last link of a record's chain of events. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  /** When it happened. */
  readonly at: Instant;
}

/** Something that happened, chained to what happened before it. */
export type Chained<Happening> = Happening & {
  /** 1 for the first event of its record. */
  readonly seq: number;
  /** Hash of the event before it; 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256, in hex, over the canonical JSON of all the rest. */
  readonly hash: string;
};

/** What an event tells of itself to the one after it. */
export type Link = Chained<{ readonly at: Instant }>;

export const emptyChain: ChainHead = { seq: 0, hash: '0'.repeat(64), at: instantFrom(0) };

/** The head of a chain that ends in this event. */
export function headAt({ seq, hash, at }: Link): ChainHead {
  return { seq, hash, at };
}

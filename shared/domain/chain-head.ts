/** The last link of a record's chain of events. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
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

export const emptyChain: ChainHead = { seq: 0, hash: '0'.repeat(64) };

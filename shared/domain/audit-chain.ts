import canonicalize from 'canonicalize';
import { type Chained, type ChainHead, emptyChain, headAt, type Link } from './chain-head.ts';
import type { Instant } from './instant.ts';

/** SHA-256 of a text's UTF-8 bytes, in hex. Passed in, because the domain computes and does no I/O. */
export type Sha256 = (text: string) => string;

/** Tells the compiler that an event is no happening: its hash would be hashed. */
type NotChained = { readonly [Part in keyof Chained<object>]?: never };

/**
 * Appends what happened to the chain that ends in `head`. A chain's time never goes back: what a function with a slow
 * clock writes happened, for the chain, when the event before it did. So each chain falls into whole days in order.
 */
export function appendEvent<Happening extends { readonly at: Instant }>(
  head: ChainHead,
  happening: Happening & NotChained,
  sha256: Sha256,
): Chained<Happening> {
  const at = happening.at < head.at ? head.at : happening.at;
  const body = { ...happening, at, seq: head.seq + 1, prev: head.hash };
  return { ...body, hash: hashOf(body, sha256) };
}

/** Whether an event's hash is the one of all the rest of it. */
export function isWhole(event: Chained<object>, sha256: Sha256): boolean {
  const { hash, ...body } = event;
  return hash === hashOf(body, sha256);
}

/** What verifying a chain found: sound, or the first event that does not follow from those before it. */
export type ChainVerdict =
  | { readonly sound: true; readonly head: ChainHead }
  | { readonly sound: false; readonly firstBroken: number };

/**
 * Verifies the events of one record, in order, against the head that its record carries: an event that was changed,
 * removed, inserted or reordered is named by its place, counted from 1.
 */
export function verifyChain(
  events: readonly Link[],
  head: Pick<ChainHead, 'seq' | 'hash'>,
  sha256: Sha256,
): ChainVerdict {
  let last = emptyChain;
  for (const event of events) {
    const follows = event.seq === last.seq + 1 && event.prev === last.hash;
    if (!follows || !isWhole(event, sha256)) return { sound: false, firstBroken: last.seq + 1 };
    last = headAt(event);
  }
  return last.hash === head.hash && last.seq === head.seq
    ? { sound: true, head: last }
    : { sound: false, firstBroken: last.seq + 1 };
}

function hashOf(body: object, sha256: Sha256): string {
  return sha256(canonicalize(body) ?? '');
}

import canonicalize from 'canonicalize';
import { type Chained, type ChainHead, emptyChain } from './chain-head.ts';

/** SHA-256 of a text's UTF-8 bytes, in hex. Passed in, because the domain computes and does no I/O. */
export type Sha256 = (text: string) => string;

/** Tells the compiler that an event is no happening: its hash would be hashed. */
type NotChained = { readonly [Part in keyof Chained<object>]?: never };

/** Appends what happened to the chain that ends in `head`. */
export function appendEvent<Happening extends object>(
  head: ChainHead,
  happening: Happening & NotChained,
  sha256: Sha256,
): Chained<Happening> {
  const body = { ...happening, seq: head.seq + 1, prev: head.hash };
  return { ...body, hash: hashOf(body, sha256) };
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
  events: readonly Chained<object>[],
  head: ChainHead,
  sha256: Sha256,
): ChainVerdict {
  let last = emptyChain;
  for (const event of events) {
    const { hash, ...body } = event;
    const follows = event.seq === last.seq + 1 && event.prev === last.hash;
    if (!follows || hash !== hashOf(body, sha256)) return { sound: false, firstBroken: last.seq + 1 };
    last = { seq: event.seq, hash };
  }
  return last.hash === head.hash && last.seq === head.seq
    ? { sound: true, head: last }
    : { sound: false, firstBroken: last.seq + 1 };
}

function hashOf(body: object, sha256: Sha256): string {
  return sha256(canonicalize(body) ?? '');
}

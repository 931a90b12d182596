import canonicalize from 'canonicalize';
import type { Actor, AuditEvent, AuditFact } from './audit-event.ts';
import { type ChainHead, emptyChain } from './chain-head.ts';
import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';

/** SHA-256 of a text's UTF-8 bytes, in hex. Passed in, because the domain computes and does no I/O. */
export type Sha256 = (text: string) => string;

export interface Happening {
  readonly requestId: RequestId;
  readonly at: Instant;
  readonly actor: Actor;
  readonly fact: AuditFact;
}

/** Appends what happened to the chain that ends in `head`. */
export function appendEvent(head: ChainHead, happening: Happening, sha256: Sha256): AuditEvent {
  const { requestId, at, actor, fact } = happening;
  return appendTo(head, { requestId, at, actor, fact }, sha256);
}

/** Appends anything that can be written as JSON to the chain that ends in `head`. */
export function appendTo<Body extends object>(
  head: ChainHead,
  happened: Body,
  sha256: Sha256,
): Body & { readonly seq: number; readonly prev: string; readonly hash: string } {
  const body = { ...happened, seq: head.seq + 1, prev: head.hash };
  return { ...body, hash: hashOf(body, sha256) };
}

/** What verifying a chain found: sound, or the first event that does not follow from those before it. */
export type ChainVerdict =
  | { readonly sound: true; readonly head: ChainHead }
  | { readonly sound: false; readonly firstBroken: number };

/**
 * Verifies one request's events, in order, against the head that its record carries: an event that was changed,
 * removed, inserted or reordered is named by its place, counted from 1.
 */
export function verifyChain(events: readonly AuditEvent[], head: ChainHead, sha256: Sha256): ChainVerdict {
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

import { isWhole, type Sha256 } from './audit-chain.ts';
import type { DayOfChain, Point } from './seal.ts';
import { chainOf, isLineOf, placeOf, type TrailEvent } from './trail.ts';
import type { EventName } from './trail-finding.ts';

/** What is wrong with the events of a day: the first event with which something is. */
export type EventProblem =
  | ({ readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' } & EventName)
  | { readonly kind: 'no-event'; readonly line: number };

/** Verifies a day's events one by one against the heads that were sealed. */
export interface EventsVerifier {
  /** What is wrong with the next line; a `removed` event may still come, where it does not belong. */
  take(line: string): EventProblem | undefined;
  /** What is missing at the end. */
  end(): EventProblem | undefined;
  /** The event of the line, if it is one: to look for what was moved. */
  name(line: string): EventName | undefined;
}

/** @param heads as they were sealed */
export function verifyEvents(heads: readonly DayOfChain[], sha256: Sha256): EventsVerifier {
  const sealed = new Map(heads.map((head) => [head.chain, head]));
  const reached = new Map<string, Point>();
  let lastPlace = '';
  let lines = 0;

  function judge(event: TrailEvent): EventProblem | undefined {
    const name = { chain: chainOf(event), seq: event.seq };
    const limits = sealed.get(name.chain);
    if (limits === undefined) return { kind: 'inserted', ...name };
    const last = reached.get(name.chain) ?? limits.after;
    if (event.seq <= last.seq || event.seq > limits.head.seq) return { kind: 'inserted', ...name };
    if (event.seq > last.seq + 1) return { kind: 'removed', ...name, seq: last.seq + 1 };
    // Both are whole; so it is the earlier one that was written anew, if it is of this day.
    if (event.prev !== last.hash)
      return { kind: 'changed', ...name, seq: Math.max(last.seq, limits.after.seq + 1) };
    if (event.seq === limits.head.seq && event.hash !== limits.head.hash) return { kind: 'changed', ...name };
    const place = placeOf(event);
    if (place <= lastPlace) return { kind: 'reordered', ...name };
    lastPlace = place;
    reached.set(name.chain, { seq: event.seq, hash: event.hash });
    return undefined;
  }

  return {
    take: (line) => {
      lines += 1;
      const event = eventIn(line);
      if (event === undefined) return { kind: 'no-event', line: lines };
      if (!isLineOf(line, event) || !isWhole(event, sha256)) {
        return { kind: 'changed', chain: chainOf(event), seq: event.seq };
      }
      return judge(event);
    },
    end: () => {
      const short = heads.find(({ chain, head }) => reached.get(chain)?.seq !== head.seq);
      if (short === undefined) return undefined;
      const { chain, after } = short;
      return { kind: 'removed', chain, seq: (reached.get(chain) ?? after).seq + 1 };
    },
    name: (line) => {
      const event = eventIn(line);
      return event === undefined ? undefined : { chain: chainOf(event), seq: event.seq };
    },
  };
}

/** The event of a line, as far as its name and its links go. */
function eventIn(line: string): TrailEvent | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return isEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is TrailEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, prev, hash, at, requestId, cluster, account } = value as Record<string, unknown>;
  const isAccount = typeof account === 'object' && account !== null;
  const isOfChain = typeof requestId === 'string' || typeof cluster === 'string' || isAccount;
  return isOfChain && Number.isSafeInteger(seq) && [prev, hash, at].every((part) => typeof part === 'string');
}

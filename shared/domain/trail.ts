import canonicalize from 'canonicalize';
import type { AuditEvent } from './audit-event.ts';
import type { ClusterEvent } from './cluster-watch.ts';
import type { LinkEvent } from './link.ts';

/** The audit trail: what happened to requests, what sweeps found in clusters, and whom accounts were linked to. */
export type TrailEvent = AuditEvent | ClusterEvent | LinkEvent;

/** Names the record whose chain an event belongs to, such as `request/7k3m9x2p4qab`. */
export function chainOf(event: TrailEvent): string {
  if ('requestId' in event) return `request/${event.requestId}`;
  if ('cluster' in event) return `cluster/${event.cluster}`;
  return `account/${event.account.teamId}/${event.account.userId}`;
}

/** Where an event stands in the trail: by time, then by chain, and within a chain in its order. Text order. */
export function placeOf(event: TrailEvent): string {
  return `${event.at} ${chainOf(event)} ${String(event.seq).padStart(6, '0')}`;
}

/** One line of an exported day: canonical JSON (RFC 8785), without the line's end. */
export function lineOf(value: object): string {
  return canonicalize(value) ?? '';
}

/** Whether a line spells a value, and spells it as `lineOf` does. Half of a surrogate pair has no canonical spelling. */
export function isLineOf(line: string, value: object): boolean {
  return !hasHalves(value) && lineOf(value) === line;
}

// An escape such as `\ud83d` is well-formed as text, and is none as a value.
function hasHalves(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => !key.isWellFormed() || hasHalves(member));
}

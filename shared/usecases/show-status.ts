import type { AuditEvent } from '../domain/audit-event.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import type { RequestQueries, Requests } from './ports.ts';

export type StatusAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'found'; readonly request: Request; readonly events: readonly AuditEvent[] };

/** One request and everything that happened to it, in order. */
export async function showStatus(
  ports: { readonly requests: Requests; readonly queries: RequestQueries },
  id: RequestId,
): Promise<StatusAnswer> {
  const request = await ports.requests.find(id);
  if (request === undefined) return { outcome: 'refused', refusal: { code: 'unknown-request', id } };
  return { outcome: 'found', request, events: await ports.queries.events(id) };
}

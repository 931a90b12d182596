import type { AuditEvent } from '../domain/audit-event.ts';
import { type IdentitySource, identify } from '../domain/identify.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import type { Directory, RequestQueries, Requests } from './ports.ts';

export type StatusAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'found'; readonly request: Request; readonly events: readonly AuditEvent[] };

export interface ShowStatusPorts {
  readonly requests: Requests;
  readonly queries: RequestQueries;
  readonly directory: Directory;
  readonly identities: IdentitySource;
}

/** One request and everything that happened to it, in order; for members of the company, not for guests. */
export async function showStatus(
  ports: ShowStatusPorts,
  id: RequestId,
  reader: { readonly userId: string },
): Promise<StatusAnswer> {
  const identified = identify(await ports.directory.profile(reader.userId), ports.identities);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const request = await ports.requests.find(id);
  if (request === undefined) return { outcome: 'refused', refusal: { code: 'unknown-request', id } };
  return { outcome: 'found', request, events: await ports.queries.events(id) };
}

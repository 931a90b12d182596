import type { RequestId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { findExtended } from './find-extended.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { Chronicle, RequestQueries, Requests } from './ports.ts';
import { mustFind } from './record-change.ts';

export type StatusAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | ({ readonly outcome: 'found'; readonly extensions: readonly Chronicle[] } & Chronicle);

export interface StatusPorts {
  readonly requests: Requests;
  readonly queries: Pick<RequestQueries, 'events'>;
}

export type ShowStatusPorts = StatusPorts & IdentifyPorts;

/** Of the extensions, the latest are told whole: what fits a message. The request's own events name them all. */
const told = 2;

/**
 * One request and everything that happened to it and to its extensions; for members of the company, not for guests.
 * @param id of the request, or of one of its extensions
 */
export async function showStatus(
  ports: ShowStatusPorts,
  id: RequestId,
  reader: { readonly userId: string },
): Promise<StatusAnswer> {
  const identified = await identifyAccount(ports, reader.userId);
  return identified.identified ? readStatus(ports, id) : { outcome: 'refused', refusal: identified.refusal };
}

/** The same, for a reader who is known already. */
export async function readStatus(ports: StatusPorts, id: RequestId): Promise<StatusAnswer> {
  const request = await findExtended(ports.requests, id);
  if (request === undefined) return { outcome: 'refused', refusal: { code: 'unknown-request', id } };
  const events = await ports.queries.events(request.id);
  const asked = events.flatMap(({ fact }) => (fact.type === 'extension-asked' ? [fact.extension] : []));
  const extensions = await Promise.all(asked.slice(-told).map((extension) => chronicleOf(ports, extension)));
  return { outcome: 'found', request, events, extensions };
}

async function chronicleOf({ requests, queries }: StatusPorts, id: RequestId): Promise<Chronicle> {
  const [request, events] = await Promise.all([mustFind(requests, id), queries.events(id)]);
  return { request, events };
}

import type { Request } from '../domain/request.ts';
import type { RequestQueries } from './ports.ts';

/** How many of a person's requests a list shows: what fits a Slack message and a glance. */
export const listed = 15;

/** The person's own latest requests, newest first. */
export async function listRequests(
  ports: { readonly queries: RequestQueries },
  person: { readonly teamId: string; readonly userId: string },
): Promise<readonly Request[]> {
  return ports.queries.byRequester(person, listed);
}

import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import { longestLife, overTheCap } from '../domain/open-windows.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock, RequestQueries } from './ports.ts';

export interface OpenWindowsPorts {
  readonly estate: Pick<Estate, 'maxOpenWindows'>;
  readonly queries: Pick<RequestQueries, 'underWay'>;
  readonly clock: Clock;
}

/** Why the person may not have one more request open or on the way, where the cap is reached. */
export async function tooManyOpen(
  { estate, queries, clock }: OpenWindowsPorts,
  {
    id,
    requester,
  }: { readonly id: RequestId; readonly requester: { readonly teamId: string; readonly userId: string } },
): Promise<Refusal | undefined> {
  if (estate.maxOpenWindows === undefined) return undefined;
  const own = await queries.underWay(requester, secondsAfter(clock(), -longestLife));
  return overTheCap(own, estate.maxOpenWindows, id);
}

import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import { overTheCap } from '../domain/open-windows.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock, RequestQueries } from './ports.ts';

export interface OpenWindowsPorts {
  readonly estate: Pick<Estate, 'maxOpenWindows'>;
  readonly queries: Pick<RequestQueries, 'underWay'>;
  readonly clock: Clock;
}

// Seconds. A request waits at most 30 days and is then open for at most 30: what is older is over.
const longestLife = 61 * 24 * 60 * 60;

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

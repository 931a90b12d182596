import type { ApiCall } from './api-call.ts';
import { earlier, type Instant, secondsAfter } from './instant.ts';
import type { Request } from './request.ts';

/** What became of calls that were held against their caller's windows. */
export interface Joined {
  /** Within a window, by the id of its request. */
  readonly within: ReadonlyMap<Request['id'], readonly ApiCall[]>;
  /** After the caller's last window, by the id of its request. */
  readonly late: ReadonlyMap<Request['id'], readonly ApiCall[]>;
}

/** Seconds by which the clock of a cluster may go ahead of ours. */
const skew = 2;

/**
 * Tells to which of a person's windows each call belongs: to one in whose time it came, else, where all were over, to the
 * last that was over by then. What came before any window is nobody's concern here. The order of the calls does not count.
 * @param requests of the caller in the cluster, with windows
 */
export function joinCalls(calls: readonly ApiCall[], requests: readonly Request[]): Joined {
  const spans = requests.flatMap(spanOf).toSorted((one, other) => (one.from < other.from ? -1 : 1));
  const within = new Map<Request['id'], ApiCall[]>();
  const late = new Map<Request['id'], ApiCall[]>();
  for (const call of calls) {
    const begun = spans.filter(({ from }) => from <= call.at);
    const holding = begun.findLast(({ to }) => call.at <= secondsAfter(to, skew));
    const last = begun.toSorted((one, other) => (one.to < other.to ? -1 : 1)).at(-1);
    if (holding !== undefined) add(within, holding.id, call);
    else if (last?.alarms === true) add(late, last.id, call);
  }
  return { within, late };
}

/** The end of a request's window, as far as it is known; nothing where it has none. */
export function endOf(request: Request): Instant | undefined {
  if (!('window' in request) || request.window === undefined) return undefined;
  const { closesAt } = request.window;
  return request.status === 'ended' ? earlier(request.endedAt, closesAt) : closesAt;
}

function spanOf(request: Request) {
  const to = endOf(request);
  if (to === undefined || !('window' in request) || request.window === undefined) return [];
  const { grantedAt: from, entry } = request.window;
  // Through an entry that is not ours, people may come at any time: it was theirs before.
  return [{ id: request.id, from, to, alarms: entry?.ours === true }];
}

function add(to: Map<Request['id'], ApiCall[]>, id: Request['id'], call: ApiCall): void {
  const known = to.get(id) ?? [];
  known.push(call);
  to.set(id, known);
}

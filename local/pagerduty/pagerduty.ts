import { listen } from '../listen.ts';
import type { Store } from '../store.ts';
import { restApi } from './rest-api.ts';
import { openSchedules, type Schedule, type ScheduleSeed, type Schedules } from './schedules.ts';

export interface PagerDutyOptions {
  readonly store: Store;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
  readonly apiToken: string;
  readonly schedules: readonly ScheduleSeed[];
}

/** A running local PagerDuty. */
export interface PagerDuty {
  /** Where its REST API listens, without a slash at the end. */
  readonly url: string;
  readonly schedules: Schedules;
  /** The `pagerduty` member of `GET /local/state`. */
  state(): { readonly schedules: readonly Schedule[] };
  stop(): Promise<void>;
}

/** Serves the account that lives in `options.store` on a free port of 127.0.0.1. */
export async function startPagerDuty({
  store,
  now,
  apiToken,
  ...options
}: PagerDutyOptions): Promise<PagerDuty> {
  const schedules = openSchedules(store.collection('pagerduty.schedule'), options.schedules, now);
  const server = await listen(0);
  server.serve(restApi({ schedules, apiToken, now }));
  return {
    url: server.url,
    schedules,
    state: () => ({ schedules: schedules.all() }),
    stop: server.stop,
  };
}

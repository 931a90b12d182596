import { Hono } from 'hono';
import { listen } from '../listen.ts';
import type { Pages } from '../pages.ts';
import type { Store } from '../store.ts';
import { eventsApi } from './events-api.ts';
import { restApi } from './rest-api.ts';
import { openSchedules, type Schedule, type ScheduleSeed, type Schedules } from './schedules.ts';

export interface PagerDutyOptions {
  readonly store: Store;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
  readonly apiToken: string;
  readonly schedules: readonly ScheduleSeed[];
  /** Routing keys of the Events API, by the services' names. */
  readonly routingKeys: Readonly<Record<string, string>>;
  /** Where what was triggered is shown. */
  readonly pages: Pages;
}

/** A running local PagerDuty. */
export interface PagerDuty {
  /** Where its REST API and its Events API listen, without a slash at the end. */
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
  routingKeys,
  pages,
  ...options
}: PagerDutyOptions): Promise<PagerDuty> {
  const schedules = openSchedules(store.collection('pagerduty.schedule'), options.schedules, now);
  const server = await listen(0);
  server.serve(
    new Hono()
      .route('/', eventsApi({ pages, routingKeys, now }))
      .route('/', restApi({ schedules, apiToken, now })),
  );
  return {
    url: server.url,
    schedules,
    state: () => ({ schedules: schedules.all() }),
    stop: server.stop,
  };
}

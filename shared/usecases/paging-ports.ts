import type { ChannelName, Page, PagedService, PagingOutcome } from '../domain/paging.ts';

/**
 * Wakes people, over every channel at once. Nothing is thrown: each outcome says what its channel did, and failures are
 * reported. Where no channel is set up there are no outcomes.
 */
export interface Pager {
  /** Sent again under the same key, it stays one alert. */
  page(service: PagedService, page: Page): Promise<readonly PagingOutcome[]>;
  /** Says that somebody looks after it. */
  acknowledge(service: PagedService, dedupKey: string): Promise<readonly PagingOutcome[]>;
  /** Says that it is settled. */
  resolve(service: PagedService, dedupKey: string): Promise<readonly PagingOutcome[]>;
}

/** One way to people. Its methods throw PagingError within ten seconds where they fail. */
export interface PagingChannel {
  readonly name: ChannelName;
  trigger(service: PagedService, page: Page): Promise<void>;
  /** Absent where the channel only carries messages, which nobody can take back. */
  readonly settle?: (service: PagedService, dedupKey: string, how: Settling) => Promise<void>;
}

export type Settling = 'acknowledge' | 'resolve';

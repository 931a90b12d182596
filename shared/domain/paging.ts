import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';

/** The name that `access.yaml` has for somebody who can be paged; their routing key stands in the secret under it. */
export type PagedService = Brand<string, 'PagedService'>;

export type Severity = 'critical' | 'error' | 'warning' | 'info';

/** What wakes people. */
export interface Page {
  /** However often a page of one key is sent, it stays one alert. At most 255 characters. */
  readonly dedupKey: string;
  readonly severity: Severity;
  /** The first line, and often the only one that is read. What is beyond 1,024 characters is cut. */
  readonly summary: string;
  /** More to read, by headings. */
  readonly details: Readonly<Record<string, string>>;
  /** Where to look first. */
  readonly link?: string;
}

/** The ways to people, independent of each other. */
export type ChannelName = 'pagerduty' | 'sns';

/** What one channel made of a page. Accepted means queued: nobody need have seen it yet. */
export type PagingOutcome = { readonly channel: ChannelName; readonly service: PagedService } & (
  | { readonly accepted: true; readonly at: Instant }
  | { readonly accepted: false; readonly why: PagingProblem }
);

/** Why a channel did not take a page. */
export type PagingProblem =
  /** It refused the key or the event, and would again. */
  | 'refused'
  /** It had too much to do for as long as we could wait. */
  | 'busy'
  | 'failing'
  | 'unreachable'
  /** Nobody has confirmed a subscription, so nobody would hear of it. */
  | 'nobody-subscribed'
  /** It has no key for this service, or was not set up. */
  | 'not-set-up';

export function wasAccepted(outcomes: readonly PagingOutcome[]): boolean {
  return outcomes.some(({ accepted }) => accepted);
}

/** What a channel made of a page, as a part of a sentence for people. */
export function outcomeInWords(outcome: PagingOutcome): string {
  const channel = channelInWords(outcome.channel);
  return outcome.accepted ? `${channel} accepted it` : `${channel} ${problemWords[outcome.why]}`;
}

/** A channel as people call it. */
export function channelInWords(channel: ChannelName): string {
  return { pagerduty: 'PagerDuty', sns: 'SNS' }[channel];
}

const problemWords: Readonly<Record<PagingProblem, string>> = {
  refused: 'refused it; check the routing key',
  busy: 'had too much to do',
  failing: 'kept failing',
  unreachable: 'could not be reached',
  'nobody-subscribed': 'has nobody who confirmed a subscription',
  'not-set-up': 'is not set up',
};

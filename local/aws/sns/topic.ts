import type { Pages } from '../../pages.ts';
import type { Collection } from '../../store.ts';

/** The one topic, and its one subscriber, who hears of whatever is published once the subscription is confirmed. */
export interface Topic {
  readonly arn: string;
  confirmedSubscriptions(): number;
  /** Confirms the subscription, or takes it away. */
  confirm(confirmed: boolean): void;
  publish(message: Published): void;
}

export interface Published {
  readonly service: string;
  readonly dedupKey: string;
  readonly severity: string;
  readonly message: string;
}

export interface TopicOptions {
  readonly arn: string;
  readonly stored: Collection<boolean>;
  readonly pages: Pages;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
}

export function openTopic({ arn, stored, pages, now }: TopicOptions): Topic {
  const isConfirmed = () => stored.get('confirmed') ?? true;
  return {
    arn,
    confirmedSubscriptions: () => (isConfirmed() ? 1 : 0),
    confirm: (confirmed) => stored.put('confirmed', confirmed),
    publish: ({ service, dedupKey, severity, message }) => {
      if (!isConfirmed()) return;
      const [summary = ''] = message.split('\n');
      const at = new Date(now()).toISOString();
      pages.add({ at, channel: 'sns', service, dedupKey, severity, summary, status: 'delivered' });
    },
  };
}

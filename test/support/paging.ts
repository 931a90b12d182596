import { openTopic } from '../../local/aws/sns/topic.ts';
import { openPages } from '../../local/pages.ts';
import type { Store } from '../../local/store.ts';
import type { Page, PagedService } from '../../shared/domain/paging.ts';
import { noon } from './records.ts';

export const oncall = 'platform-oncall' as PagedService;

export const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111122223333:pages';

/** Where a local platform's pages arrive, at noon. */
export function pagingIn(store: Store) {
  const now = () => Date.parse(noon);
  const pages = openPages(store.collection('page'));
  return { pages, topic: openTopic({ arn: TOPIC_ARN, stored: store.collection('sns'), pages, now }) };
}

export const somePage: Page = {
  dedupKey: '7k3m9x2p4qab',
  severity: 'critical',
  summary: 'Break-glass: alice@example.com opens admin in payments on prod-eu',
  details: { Why: 'the payments queue is stuck', 'How long': '1h' },
  link: 'https://example.slack.com/archives/C0ALERTS/p1763719200000100',
};

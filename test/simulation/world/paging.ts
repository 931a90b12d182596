import type { ChannelName, PagedService, PagingOutcome } from '../../../shared/domain/paging.ts';
import type { Pager } from '../../../shared/usecases/paging-ports.ts';
import { type Phones, pagerIn } from '../../support/in-memory/paging.ts';
import type { Invocation } from './invocation.ts';

const channels: readonly ChannelName[] = ['pagerduty', 'sns'];

/** What pages people from one invocation: it throws nothing, and nobody has accepted what went wrong on its way. */
export function pagerOf(phones: Phones, invocation: Invocation): Pager {
  const pager = pagerIn(phones, () => invocation.now(), invocation.wire);
  return {
    page: (service, page) => pager.page(service, page).catch(() => failing(service)),
    acknowledge: (service, key) => pager.acknowledge(service, key).catch(() => failing(service)),
    resolve: (service, key) => pager.resolve(service, key).catch(() => failing(service)),
  };
}

function failing(service: PagedService): readonly PagingOutcome[] {
  return channels.map((channel) => ({ channel, service, accepted: false, why: 'failing' }));
}

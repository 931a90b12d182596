import type { ChannelName, PagedService, PagingOutcome } from '../domain/paging.ts';
import { PagingError } from './errors.ts';
import type { Pager, PagingChannel, Settling } from './paging-ports.ts';
import type { Clock, Reporter } from './ports.ts';

export interface PagerPorts {
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** Pages over several channels side by side, so that one which is down delays and hides nothing of the others. */
export function pagerOver(channels: readonly PagingChannel[], ports: PagerPorts): Pager {
  const settle = (service: PagedService, dedupKey: string, how: Settling) =>
    Promise.all(
      channels.flatMap(({ name, settle: settling }) =>
        settling === undefined ? [] : [outcomeOf(ports, name, service, settling(service, dedupKey, how))],
      ),
    );
  return {
    page: (service, page) =>
      Promise.all(
        channels.map((channel) => outcomeOf(ports, channel.name, service, channel.trigger(service, page))),
      ),
    acknowledge: (service, dedupKey) => settle(service, dedupKey, 'acknowledge'),
    resolve: (service, dedupKey) => settle(service, dedupKey, 'resolve'),
  };
}

async function outcomeOf(
  { clock, reporter }: PagerPorts,
  channel: ChannelName,
  service: PagedService,
  sending: Promise<void>,
): Promise<PagingOutcome> {
  try {
    await sending;
    return { channel, service, accepted: true, at: clock() };
  } catch (error) {
    reporter.failed(`page ${service} over ${channel}`, error);
    reporter.alarm('paging-failed', { service, channel });
    const why = error instanceof PagingError ? error.problem : 'failing';
    return { channel, service, accepted: false, why };
  }
}

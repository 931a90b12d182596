import type { ChannelName, Page, PagingOutcome } from '../../../shared/domain/paging.ts';
import type { AlarmMessenger } from '../../../shared/usecases/alarm-ports.ts';
import type { Pager } from '../../../shared/usecases/paging-ports.ts';
import type { Clock, Posted } from '../../../shared/usecases/ports.ts';
import type { Gate } from './gate.ts';
import type { Workspace } from './workspace.ts';

/** Who was paged, over two channels that can be down. */
export class Phones {
  /** Alerts by channel, service and key: a page that is sent again stays one. */
  readonly alerts = new Map<string, Page>();
  /** Settlings, as `acknowledge key`. */
  readonly settled: string[] = [];
  readonly down = new Set<ChannelName>();
}

const channels = ['pagerduty', 'sns'] as const;

export function pagerIn(phones: Phones, clock: Clock, gate: Gate): Pager {
  const outcome = (channel: ChannelName, service: Parameters<Pager['page']>[0]): PagingOutcome =>
    phones.down.has(channel)
      ? { channel, service, accepted: false, why: 'failing' }
      : { channel, service, accepted: true, at: clock() };
  const settle = (how: string) => (service: Parameters<Pager['page']>[0], dedupKey: string) =>
    gate.pass(`pager.${how}`, () => {
      const settled = outcome('pagerduty', service);
      if (settled.accepted) phones.settled.push(`${how} ${dedupKey}`);
      return [settled];
    });
  return {
    page: (service, page) =>
      gate.pass('pager.page', () =>
        channels.map((channel) => {
          const paged = outcome(channel, service);
          if (paged.accepted) phones.alerts.set(`${channel} ${service} ${page.dedupKey}`, page);
          return paged;
        }),
      ),
    acknowledge: settle('acknowledge'),
    resolve: settle('resolve'),
  };
}

export function alarmMessengerIn(workspace: Workspace, gate: Gate): AlarmMessenger {
  return {
    post: (request) =>
      gate.pass('alarmMessenger.post', (): Posted => {
        workspace.say(`alarm ${request.status}`);
        return {
          place: { channel: 'C0ALERTS', ts: `${workspace.said.length}.0` },
          shows: `alarm ${request.version}`,
        };
      }),
    linkTo: () => gate.pass('alarmMessenger.linkTo', () => 'https://example.slack.com/archives/C0ALERTS/p1'),
    say: (_, { key }) => gate.pass('alarmMessenger.say', () => workspace.say(`step ${key}`)),
  };
}

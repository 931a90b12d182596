import { describe, expect, it } from 'vitest';
import { outcomeInWords, wasAccepted } from '../../../shared/domain/paging.ts';
import { PagingError } from '../../../shared/usecases/errors.ts';
import { pagerOver } from '../../../shared/usecases/pager.ts';
import type { PagingChannel } from '../../../shared/usecases/paging-ports.ts';
import { oncall, somePage } from '../../support/paging.ts';
import { noon } from '../../support/records.ts';

const taking = (name: PagingChannel['name']): PagingChannel => ({
  name,
  trigger: async () => undefined,
});
const refusing = (name: PagingChannel['name'], error: Error): PagingChannel => ({
  name,
  trigger: () => Promise.reject(error),
});

function pager(...channels: readonly PagingChannel[]) {
  const reported: string[] = [];
  const alarms: unknown[] = [];
  const reporter = {
    failed: (what: string) => void reported.push(what),
    alarm: (...alarm: unknown[]) => void alarms.push(alarm),
  };
  return { ...pagerOver(channels, { clock: () => noon, reporter }), reported, alarms };
}

describe('a page over two channels', () => {
  it('is accepted where one takes it, and says what became of the other', async () => {
    const both = pager(refusing('pagerduty', new PagingError('no', 'refused')), taking('sns'));
    const outcomes = await both.page(oncall, somePage);
    expect(outcomes).toEqual([
      { channel: 'pagerduty', service: oncall, accepted: false, why: 'refused' },
      { channel: 'sns', service: oncall, accepted: true, at: noon },
    ]);
    expect(wasAccepted(outcomes)).toBe(true);
    expect(outcomes.map(outcomeInWords)).toEqual([
      'PagerDuty refused it; check the routing key',
      'SNS accepted it',
    ]);
    expect(both.reported).toEqual(['page platform-oncall over pagerduty']);
    expect(both.alarms).toEqual([['paging-failed', { service: oncall, channel: 'pagerduty' }]]);
  });

  it('is not accepted where none takes it, and nothing is thrown', async () => {
    const dead = pager(
      refusing('pagerduty', new Error('odd')),
      refusing('sns', new PagingError('x', 'busy')),
    );
    const outcomes = await dead.page(oncall, somePage);
    expect(wasAccepted(outcomes)).toBe(false);
    expect(outcomes).toMatchObject([{ why: 'failing' }, { why: 'busy' }]);
  });

  it('waits for neither before it asks the other', async () => {
    const begun: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = (name: PagingChannel['name']): PagingChannel => ({
      name,
      trigger: () => {
        begun.push(name);
        return promise;
      },
    });
    const paging = pager(slow('pagerduty'), slow('sns')).page(oncall, somePage);
    expect(begun).toEqual(['pagerduty', 'sns']);
    resolve();
    await paging;
  });

  it('is settled where that is possible', async () => {
    const settled: string[] = [];
    const settling: PagingChannel = {
      ...taking('pagerduty'),
      settle: async (_, dedupKey, how) => void settled.push(`${how} ${dedupKey}`),
    };
    const both = pager(settling, taking('sns'));
    expect(await both.acknowledge(oncall, 'key')).toMatchObject([{ channel: 'pagerduty', accepted: true }]);
    await both.resolve(oncall, 'key');
    expect(settled).toEqual(['acknowledge key', 'resolve key']);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alarmOf, drillReportOf, pagesOf } from '../support/alarms-on-platform.ts';
import { countedIn } from '../support/metrics-on-platform.ts';
import { factsOf, ourBindings, startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { requestIdIn, said } from '../support/stories-on-platform.ts';

// Break-glass is tried out, through signed HTTP.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterEach(() => platform.clearFaults());
afterAll(() => platform.stop());

const drill = (user: string) => platform.command(user, 'drill', '/k8s-break-glass');
/** The report, once the minute that it is open is over. */
async function reported(id: string): Promise<string> {
  await platform.until(`${id} is open`, (state) => statusOf(state, id) === 'active');
  await platform.advance(61);
  const state = await platform.until('the channel is told', (now) => drillReportOf(now, id) !== undefined);
  return drillReportOf(state, id) ?? '';
}

describe('a drill', () => {
  it('opens something harmless, wakes nobody, closes, and tells the channel how long each step took', async () => {
    const answer = await drill('alice');
    const id = requestIdIn(answer);
    expect(said(answer)).toContain('nothing is wrong');
    expect(said(await drill('alice'))).toContain(`Your drill \`${id}\` is under way already`);
    const open = await platform.until('it is open', (now) => statusOf(now, id) === 'active');
    expect(ourBindings(open, 'staging-eu')).toMatchObject([
      { metadata: { namespace: 'platform' }, subjects: [{ name: 'k8s-access:alice@example.com' }] },
    ]);
    expect(pagesOf(open, id)).toMatchObject([
      { channel: 'pagerduty', severity: 'info' },
      { channel: 'sns', severity: 'info' },
    ]);
    expect(alarmOf(open, id).text).toContain('nothing is wrong');
    expect(alarmOf(open, id).text).not.toContain('<!channel>');
    const report = await reported(id);
    for (const step of [
      'Drill passed',
      'command → recorded:',
      'page accepted by PagerDuty:',
      'page accepted by SNS:',
      'recorded → the cluster’s yes:',
      'the cluster’s yes → closed:',
      'closed → the cluster’s no:',
    ]) {
      expect(report).toContain(step);
    }
    const over = await platform.until('its alert is resolved', (now) =>
      pagesOf(now, id).some(({ status }) => status === 'resolved'),
    );
    expect(ourBindings(over, 'staging-eu')).toEqual([]);
    expect(factsOf(over, id)).toEqual([
      ...['requested', 'decided', 'paged', 'window-fixed', 'made', 'opened', 'closing', 'closed'],
    ]);
    expect(said(await platform.command('dave', 'list --unreviewed'))).not.toContain(id);
  });

  it('fails where one channel is dead, and the channel reads which and who is to mend it', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 400, times: 100 });
    const id = requestIdIn(await drill('bob'));
    const report = await reported(id);
    expect(report).toContain('Drill failed');
    expect(report).toContain('PagerDuty refused it; check the routing key');
    expect(report).toContain('have this mended');
    expect(statusOf(await platform.state(), id)).toBe('ended');
  });

  it('is for whoever may break the glass', async () => {
    expect(said(await drill('dave'))).toContain('No rule lets you open anything without approval');
  });
});

it.each(['drill-failed', 'paging-failed'])('was counted for the alarm %s', async (name) => {
  expect(countedIn(await platform.state())).toContain(name);
});

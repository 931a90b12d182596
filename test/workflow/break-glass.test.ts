import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alarmOf, pagesOf, stepsOf } from '../support/alarms-on-platform.ts';
import { countedIn } from '../support/metrics-on-platform.ts';
import {
  directMessages,
  factsOf,
  ourBindings,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { recordOf, requestIdIn, said } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());
beforeEach(() => platform.clearFaults());

const breakGlass = (user: string, text: string) => platform.command(user, text, '/k8s-break-glass');

async function open(user: string, ask: string): Promise<string> {
  const id = requestIdIn(await breakGlass(user, ask));
  await platform.until(`${id} is open`, (state) => statusOf(state, id) === 'active');
  return id;
}

/** Its machine waits, so that nothing but the click looks at the window. */
const close = async (id: string) => {
  await platform.until('its machine waits', ({ executions }) =>
    executions.some(({ name, state }) => name === id && state === 'WaitUntilWakeAt'),
  );
  await platform.action('dave', alarmOf(await platform.state(), id), 'revoke', id);
  return platform.until(`${id} is over`, (state) => statusOf(state, id) === 'ended');
};

describe('a break-glass', () => {
  it('opens without approval once a page is accepted, and record, channel, thread and pages agree', async () => {
    const id = requestIdIn(await breakGlass('alice', 'prod-eu payments admin the payments queue is stuck'));
    await platform.until('it is open', (now) => statusOf(now, id) === 'active');
    const state = await platform.until('its channel knows', (now) => stepsOf(now, id).length === 2);
    expect(pagesOf(state, id)).toMatchObject([
      { channel: 'pagerduty', severity: 'critical', status: 'triggered' },
      { channel: 'sns', severity: 'critical', status: 'delivered' },
    ]);
    expect(factsOf(state, id)).toEqual([
      ...['requested', 'decided', 'paged', 'window-fixed', 'made', 'opened'],
    ]);
    const paged = state.audit.find(({ requestId, fact }) => requestId === id && fact.type === 'paged');
    expect(paged?.fact['took']).toBeLessThan(10_000);
    expect(stepsOf(state, id)[0]).toContain('PagerDuty accepted it, SNS accepted it');
    expect(stepsOf(state, id)[1]).toContain('the cluster has confirmed it');
    expect(alarmOf(state, id).text).toContain('<!channel>');
    expect(alarmOf(state, id).text).toContain('Close now');
    expect(ourBindings(state, 'prod-eu')).toHaveLength(1);
    expect(recordOf(state, id)).toMatchObject({ duration: 60, decision: { outcome: 'break-glass' } });
    const closed = await close(id);
    expect(ourBindings(closed, 'prod-eu')).toEqual([]);
    expect(recordOf(closed, id)).toMatchObject({ cause: 'revoked', by: { email: 'dave@example.com' } });
  });

  it('opens where PagerDuty is down, because SNS alone suffices', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 500, times: 100 });
    const id = await open('bob', 'prod-eu checkout edit PagerDuty is down as well');
    const state = await platform.state();
    expect(pagesOf(state, id).map(({ channel }) => channel)).toEqual(['sns']);
    await close(id);
  });

  it('opens where nobody listens to the topic, because PagerDuty alone suffices', async () => {
    await platform.fault({ target: 'sns.Publish', error: 'InternalError', times: 100 });
    const id = await open('bob', 'prod-eu checkout debug SNS is down as well');
    const state = await platform.state();
    expect(pagesOf(state, id).map(({ channel }) => channel)).toEqual(['pagerduty']);
    await close(id);
  });

  it('never opens where nobody can be paged, and says so', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 'timeout', times: 100 });
    await platform.fault({ target: 'sns', error: 503, times: 100 });
    const id = requestIdIn(await breakGlass('carol', 'prod-eu platform edit nobody hears me'));
    const state = await platform.until('it has failed', (now) => statusOf(now, id) === 'failed');
    expect(factsOf(state, id)).toEqual(['requested', 'decided', 'paged', 'abandoned', 'failed']);
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
    await platform.until('carol was told', (now) =>
      directMessages(now, 'carol').some((text) => text.startsWith('Your access could not be opened')),
    );
    await platform.clearFaults();
    await platform.advance(3600);
    const later = await platform.state();
    expect(statusOf(later, id)).toBe('failed');
    expect(ourBindings(later, 'prod-eu')).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['somebody whom no rule names', 'dave', 'prod-eu payments admin let me in', 'No rule lets you open'],
    ['a role that no rule gives', 'alice', 'prod-eu payments view let me see', 'No rule lets you open'],
    ['a cluster that no rule covers', 'alice', 'staging-eu payments edit let me in', 'No rule lets you open'],
    ['a guest', 'erin', 'prod-eu payments admin let me in', 'Guests of the workspace'],
    ['nobody without a reason', 'alice', 'prod-eu payments admin', 'The break-glass lacks a reason'],
    ['a role that is not there', 'alice', 'prod-eu payments root it burns', 'There is no role `root`'],
  ])('is not for %s', async (_, user, ask, sentence) => {
    const before = (await platform.state()).requests.length;
    expect(said(await breakGlass(user, ask))).toContain(sentence);
    expect((await platform.state()).requests).toHaveLength(before);
  });

  it('is opened once for one scope, and its own user can neither close it with the button nor review it', async () => {
    const id = await open('alice', 'prod-eu checkout edit the cart is empty');
    expect(said(await breakGlass('alice', 'prod-eu checkout edit again'))).toContain(
      `open or on the way already: \`${id}\``,
    );
    const alarm = alarmOf(await platform.state(), id);
    expect(said(await platform.action('alice', alarm, 'revoke', id))).toContain('release');
    expect(said(await platform.action('alice', alarm, 'review', id))).toContain('nobody reviews their own');
    expect(said(await platform.action('bob', alarm, 'review', id))).toContain('Only @security can review');
    await close(id);
  });
});

describe('a review', () => {
  it('is chased day by day, taken and given once; the alert at PagerDuty follows', async () => {
    const id = await open('carol', 'prod-eu platform debug the scheduler hangs');
    await platform.advance(3600);
    expect(statusOf(await platform.state(), id)).toBe('ended');
    await platform.advance(25 * 3600);
    const chased = await platform.until('it was chased', (now) =>
      factsOf(now, id).includes('review-reminded'),
    );
    expect(factsOf(chased, id).slice(-4)).toEqual([
      ...['closing', 'closed', 'review-overdue', 'review-reminded'],
    ]);
    expect(stepsOf(chased, id).at(-1)).toContain('still waits for its review');
    expect(said(await platform.command('dave', 'list --unreviewed'))).toContain(id);
    expect(JSON.stringify(await platform.openHome('dave'))).toContain('Break-glass to review');
    const clicked = await platform.action('dave', alarmOf(chased, id), 'review', id);
    await platform.until('the alert is acknowledged', (now) =>
      pagesOf(now, id).some(({ status }) => status === 'acknowledged'),
    );
    const empty = await platform.submit('dave', clicked.view?.id ?? '', { text: { text: 'a look at it' } });
    expect(empty.errors).toHaveProperty('verdict');
    await platform.submit('dave', clicked.view?.id ?? '', {
      verdict: { verdict: 'follow-up' },
      text: { text: 'write down what happened' },
    });
    const reviewed = await platform.until('the alert is resolved', (now) =>
      pagesOf(now, id).some(({ status }) => status === 'resolved'),
    );
    expect(factsOf(reviewed, id).slice(-2)).toEqual(['taken', 'reviewed']);
    expect(recordOf(reviewed, id)).toMatchObject({
      breakGlass: { review: { verdict: 'follow-up', by: { email: 'dave@example.com' } } },
    });
    const again = await platform.action('dave', alarmOf(chased, id), 'review', id);
    expect(said(again)).toContain('dave@example.com has reviewed it already, as needs follow-up');
    await platform.advance(3 * 24 * 3600);
    expect(factsOf(await platform.state(), id).at(-1)).toBe('reviewed');
    expect(said(await platform.command('dave', 'list --unreviewed'))).not.toContain(id);
  });

  it('is of what the form asked for as well, which opens for whoever may break the glass', async () => {
    const opened = await breakGlass('bob', '');
    expect(JSON.stringify(opened.view)).toContain('"break-glass"');
    const sent = await platform.submit('bob', opened.view?.id ?? '', {
      cluster: { cluster: 'prod-eu' },
      namespaces: { namespaces: 'checkout' },
      role: { role: 'edit' },
      reason: { reason: 'the cart is empty' },
    });
    expect(JSON.stringify(sent)).toContain('is recorded');
    expect(said(await breakGlass('dave', ''))).toContain('No rule lets you open anything');
  });
});

it.each(['break-glass-used'])('was counted for the alarm %s', async (name) => {
  expect(countedIn(await platform.state())).toContain(name);
});

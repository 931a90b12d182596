import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alarmOf, pagesOf, stepsOf } from '../support/alarms-on-platform.ts';
import { startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { requestIdIn, said } from '../support/stories-on-platform.ts';

// What PagerDuty answers on a bad night, and how often one person breaks the glass, through signed HTTP.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterEach(() => platform.clearFaults());
afterAll(() => platform.stop());

const breakGlass = (user: string, text: string) => platform.command(user, text, '/k8s-break-glass');

async function opened(user: string, ask: string): Promise<string> {
  const id = requestIdIn(await breakGlass(user, ask));
  await platform.until(`${id} is open`, (state) => statusOf(state, id) === 'active');
  return id;
}

async function pagedLine(id: string): Promise<string> {
  const state = await platform.until('the channel is told', (now) => stepsOf(now, id).length > 0);
  return stepsOf(state, id)[0] ?? '';
}

async function outcomesOf(id: string) {
  const { audit } = await platform.state();
  return audit.find(({ requestId, fact }) => requestId === id && fact.type === 'paged')?.fact;
}

describe('a break-glass while PagerDuty', () => {
  it('refuses the routing key opens over SNS, and the thread says what to check', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 400, times: 100 });
    const id = await opened('bob', 'prod-eu payments edit the key was rotated');
    expect(await pagedLine(id)).toContain('PagerDuty refused it; check the routing key, SNS accepted it');
    expect(pagesOf(await platform.state(), id).map(({ channel }) => channel)).toEqual(['sns']);
  });

  it('asks for a second of quiet is paged after it, once', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 429, retryAfter: 1 });
    const id = await opened('bob', 'prod-eu payments debug everybody pages at once');
    expect(await pagedLine(id)).toContain('PagerDuty accepted it, SNS accepted it');
    expect(pagesOf(await platform.state(), id)).toHaveLength(2);
  });

  it('asks for an hour of quiet does not wait for it: SNS suffices, within ten seconds', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 429, retryAfter: 3600, times: 100 });
    const id = await opened('bob', 'prod-eu checkout edit the alarm storm goes on');
    expect(await pagedLine(id)).toContain('PagerDuty had too much to do, SNS accepted it');
    expect((await outcomesOf(id))?.['took']).toBeLessThan(10_000);
  });

  it('takes a page and its answer is lost has one alert, however often it is sent', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 'timeout', when: 'after', times: 1 });
    const id = await opened('bob', 'prod-eu checkout debug the answer is lost');
    expect(await pagedLine(id)).toContain('PagerDuty accepted it, SNS accepted it');
    const channels = pagesOf(await platform.state(), id).map(({ channel }) => channel);
    expect(channels).toEqual(['pagerduty', 'sns']);
  });

  it('does not answer at all opens over SNS', async () => {
    await platform.fault({ target: 'pagerduty.enqueue', error: 'timeout', times: 100 });
    const id = await opened('bob', 'prod-eu platform edit nothing comes back');
    expect(await pagedLine(id)).toContain('PagerDuty could not be reached, SNS accepted it');
  });
});

it('the sixth use in a day is refused with a sentence and leaves no trace, and a drill is no use', async () => {
  const scopes = ['payments admin', 'payments edit', 'payments debug', 'checkout admin', 'checkout edit'];
  for (const scope of scopes) await opened('alice', `prod-eu ${scope} one more`);
  const before = (await platform.state()).requests.length;
  const sixth = await breakGlass('alice', 'prod-eu checkout debug one too many');
  expect(said(sixth)).toContain('lets one person break the glass 5 times in 24 hours, and you have');
  expect((await platform.state()).requests).toHaveLength(before);
  const id = requestIdIn(await platform.command('alice', 'drill', '/k8s-break-glass'));
  const state = await platform.until('the drill is open', (now) => statusOf(now, id) === 'active');
  expect(alarmOf(state, id).text).toContain('Break-glass drill');
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { askForMore } from '../support/extensions-on-platform.ts';
import { cardOf, ourBindings, startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { askAndBeRouted, click, openWindowFor, recordOf, said } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());
afterEach(() =>
  platform.changePerson('alice', { deleted: false, is_restricted: false, email: 'alice@example.com' }),
);

it.each([
  ['is deactivated', { deleted: true }, 'the account was deactivated'],
  ['becomes a guest', { is_restricted: true }, 'the account became a guest'],
  ['gets another email address', { email: 'alicia@example.com' }, 'email address changed'],
])('whoever %s loses the open window at once, and those who approved it are told', async (_, change, why) => {
  const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 1h fix it', 'bob');
  await platform.changePerson('alice', change);
  const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
  expect(state.now < String(recordOf(state, id)?.['closesAt'])).toBe(true);
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  const closed = state.audit.find(({ requestId, fact }) => requestId === id && fact.type === 'closed');
  expect(closed?.fact['cause']).toBe('deactivated');
  expect(Number(closed?.fact['endToNo'])).toBeGreaterThan(0);
  await platform.until('the card and its thread say why', (now) => {
    const channel = now.slack.channels.find(({ name }) => name === 'access-requests');
    const { ts, text } = cardOf(now, id);
    const replies = (channel?.messages ?? []).filter(({ threadTs }) => threadTs === ts);
    return text.includes(why) && replies.some((reply) => reply.text.includes(why));
  });
});

it('a request that waits lapses with the account, and nobody is left a button', async () => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h wait for it');
  await platform.changePerson('alice', { deleted: true });
  const state = await platform.until('the card says so', (now) =>
    cardOf(now, id).text.includes('because the account was deactivated'),
  );
  expect(statusOf(state, id)).toBe('lapsed');
  expect(cardOf(state, id).text).not.toContain('"button"');
});

it('more time is not given to somebody who was deactivated meanwhile', async () => {
  const id = await openWindowFor(platform);
  const extension = await askForMore(platform, id);
  await platform.changePerson('alice', { deleted: true });
  const answer = said(await click(platform, 'bob', 'approve', extension));
  expect(answer).toMatch(/deactivated|lapsed|over or being taken away/);
  const over = await platform.until('the window is over', (state) => statusOf(state, id) === 'ended');
  expect(recordOf(over, id)).toMatchObject({ cause: 'deactivated' });
});

it('a change that means nothing for access ends nothing', async () => {
  const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 1h go on', 'bob');
  await platform.changePerson('alice', { real_name: 'Alice A.' });
  await platform.advance(60);
  expect(statusOf(await platform.state(), id)).toBe('active');
});

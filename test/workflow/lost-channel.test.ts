import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  cardOf,
  factsOf,
  messageIn,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

async function change(channel: string, change: Record<string, boolean>): Promise<void> {
  const response = await fetch(`${platform.url}/local/slack/channels/${channel}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
}

it.each([
  ['is archived', { archived: true }, { archived: false }],
  ['loses the app', { botMember: false }, { botMember: true }],
])('a request whose channel %s goes on in the channel that stands in', async (_, lose, mend) => {
  const waiting = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h waiting');
  await change('access-requests', lose);
  const asked = await askAndBeRouted(platform, 'alice', 'prod-eu payments debug 1h asked meanwhile');
  await platform.advance(30 * 60);
  const state = await platform.state();
  expect(factsOf(state, waiting).at(-1)).toBe('rerouted');
  for (const id of [waiting, asked]) {
    const card = messageIn(state, 'security-alerts', ({ text }) => text.includes(id));
    await platform.action('bob', card, 'approve', id);
    await platform.until(`${id} is active`, (now) => statusOf(now, id) === 'active');
  }
  await change('access-requests', mend);
  await platform.advance(3600);
  expect(statusOf(await platform.state(), waiting)).toBe('ended');
});

it('a rate limit of a minute is kept: Slack is told after it, and the window closes on time', async () => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h a minute of quiet');
  await click(platform, 'bob', 'approve', id);
  await platform.until('it is active', (state) => statusOf(state, id) === 'active');
  await platform.advance(3599);
  const fault = { target: 'slack.chat.update', error: 429, retryAfter: 60 };
  await platform.fault(fault);
  await platform.advance(1);
  const over = await platform.state();
  expect(statusOf(over, id)).toBe('ended');
  expect(cardOf(over, id).text).toContain('Access is open');
  await platform.advance(50);
  expect(cardOf(await platform.state(), id).text).toContain('Access is open');
  await platform.advance(30);
  expect(cardOf(await platform.state(), id).text).toContain('Access is over');
});

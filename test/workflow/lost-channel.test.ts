import { afterAll, beforeAll, expect, it } from 'vitest';
import { countedIn } from '../support/metrics-on-platform.ts';
import { factsOf, messageIn, startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { askAndBeRouted } from '../support/stories-on-platform.ts';

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

it.each(['approvals-channel-unusable'])('was counted for the alarm %s', async (name) => {
  expect(countedIn(await platform.state())).toContain(name);
});

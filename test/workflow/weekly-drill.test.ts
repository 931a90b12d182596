import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlatformState, TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';

// A drill that starts by itself, with the clock moved.

const inAnHour = new Date(Date.now() + 3600_000);
const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][inAnHour.getUTCDay()];
const at = inAnHour.toISOString().slice(11, 16);

let platform: TestPlatform;
beforeAll(async () => {
  const weekly = `      weekly: { as: carol@example.com, weekday: ${weekday}, at: '${at}' }\n`;
  const example = readFileSync('access.yaml', 'utf8');
  platform = await startPlatformWith(example.replace('      role: view\n', `      role: view\n${weekly}`));
});
afterAll(() => platform.stop());

const drillsIn = ({ requests }: PlatformState) =>
  requests.filter(({ requester }) => JSON.stringify(requester).includes('carol@example.com'));
const channelIn = ({ slack }: PlatformState) =>
  JSON.stringify(slack.channels.find(({ name }) => name === 'security-alerts')?.messages ?? []);

it('starts by itself as the person whom the policy names, once, and is over after its minute', async () => {
  await platform.advance(30 * 60);
  expect(drillsIn(await platform.state())).toEqual([]);
  await platform.advance(31 * 60);
  await platform.until('it is open', (now) => drillsIn(now)[0]?.status === 'active');
  await platform.advance(61);
  const state = await platform.until('the channel is told', (now) => channelIn(now).includes('Drill passed'));
  expect(drillsIn(state)).toMatchObject([{ status: 'ended', breakGlass: { drill: {} } }]);
});

it('says in its channel where it could not start', async () => {
  await fetch(`${platform.url}/local/slack/users/carol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deleted: true }),
  });
  await platform.advance(7 * 24 * 3600);
  const state = await platform.until('the channel is told', (now) =>
    channelIn(now).includes('could not start'),
  );
  expect(drillsIn(state)).toHaveLength(1);
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { countedIn } from '../support/metrics-on-platform.ts';
import { startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { askAndBeRouted, openWindowFor } from '../support/stories-on-platform.ts';

// The other alarms fire in the tests of what they are about; test/infra/alarms.test.ts holds that each does somewhere.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());
afterEach(() => platform.clearFaults());

const counted = (name: string) => platform.until(`${name} is counted`, (state) => countedIn(state).has(name));

it('a request that nobody decides for an hour', async () => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h nobody is there');
  await platform.advance(3000);
  expect(countedIn(await platform.state())).not.toContain('approval-waiting');
  await platform.advance(1500);
  await counted('approval-waiting');
  await platform.command('alice', `withdraw ${id}`);
});

it('a Slack that refuses what is asked of it', async () => {
  await platform.fault({ target: 'slack.chat.postMessage', times: 3, error: 'invalid_auth' });
  await platform.command('alice', 'request staging-eu payments view 15m slack is ill');
  await counted('slack-failing');
});

it('access that cannot be taken away, in a cluster that cannot be swept', async () => {
  const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 1h and then the cluster is down');
  await platform.fault({ target: 'kubernetes', times: 100_000, error: 503 });
  // What of a schedule was due several times runs once.
  for (const seconds of [3700, 300, 300]) await platform.advance(seconds);
  await counted('close-failing');
  await counted('cluster-not-swept');
  await platform.clearFaults();
  await platform.advance(300);
  await platform.until('it is over', (state) => statusOf(state, id) === 'ended');
});

it('a function that fails every time it is sent something', async () => {
  const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 1h given back at once');
  await platform.fault({ target: 'lambda.close-window', times: 1000, error: 'OutOfMemory' });
  await platform.command('alice', `release ${id}`);
  const state = await counted('ApproximateNumberOfMessagesVisible');
  expect(countedIn(state)).toContain('Errors');
  expect(countedIn(state)).toContain('Invocations');
});

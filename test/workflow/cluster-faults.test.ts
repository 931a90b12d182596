import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  cardOf,
  factsOf,
  messageIn,
  ourBindings,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click, openWindowFor } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

/** The cluster and AWS are well again. */
async function heal(): Promise<void> {
  await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
  await platform.changeCluster('prod-eu', {});
}
afterEach(heal);

const always = { times: 1_000_000 };
const cannotReach: readonly [string, () => Promise<void>][] = [
  ['cannot be reached', () => platform.fault({ target: 'kubernetes', error: 'timeout', ...always })],
  ['has a certificate of another authority', () => platform.changeCluster('prod-eu', { authority: 'other' })],
  ['lets nobody in as a broker', () => platform.fault({ target: 'sts', error: 'AccessDenied', ...always })],
  [
    'is called with expired credentials',
    () => platform.fault({ target: 'eks', error: 'ExpiredTokenException', ...always }),
  ],
  [
    'is being updated and takes no entry',
    async () => {
      await platform.changeCluster('prod-eu', { status: 'UPDATING' });
      await platform.fault({ target: 'eks.CreateAccessEntry', error: 'InvalidRequestException', ...always });
    },
  ],
];

/** Asks, gets into the trouble, is approved, and waits until opening has been given up. */
async function approvedInTrouble(trouble: () => Promise<void>): Promise<string> {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h in trouble');
  await trouble();
  await click(platform, 'bob', 'approve', id);
  await platform.advance(20 * 60);
  return id;
}

/** What alice was told of a request that was not opened. */
async function toldAlice(id: string): Promise<string> {
  const isIt = ({ text }: { readonly text: string }) =>
    text.includes(id) && text.includes('could not be opened');
  return messageIn(await platform.state(), 'dm-alice', isIt).text;
}

async function expectClean(id: string, status: string): Promise<void> {
  const state = await platform.state();
  expect(statusOf(state, id)).toBe(status);
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(personalEntries(state, 'prod-eu')).toEqual([]);
}

describe('a cluster that', () => {
  it.each(cannotReach)(
    '%s opens nothing: it is clean when it is well again, and people are told',
    async (_, trouble) => {
      const id = await approvedInTrouble(trouble);
      expect(factsOf(await platform.state(), id)).toContain('abandoned');
      await heal();
      await platform.advance(10 * 60);
      await expectClean(id, 'failed');
      expect(await toldAlice(id)).toContain(
        'The cluster or AWS kept failing while the access was being set up.',
      );
      expect(cardOf(await platform.state(), id).text).toContain('Not opened');
    },
  );

  it.each(cannotReach)('%s while access ends is cleaned as soon as it is well again', async (_, trouble) => {
    const id = await openWindowFor(platform);
    await trouble();
    await platform.advance(90 * 60);
    const during = await platform.state();
    if (ourBindings(during, 'prod-eu').length > 0) expect(statusOf(during, id)).toBe('closing');
    await heal();
    await platform.advance(10 * 60);
    await expectClean(id, 'ended');
    expect(cardOf(await platform.state(), id).text).toContain('Access is over');
  });

  it('throttles for two minutes opens all the same, and the window counts from the grant', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h throttled');
    await platform.fault({ target: 'eks', error: 'ThrottlingException', ...always });
    await click(platform, 'bob', 'approve', id);
    await platform.advance(120);
    expect(statusOf(await platform.state(), id)).toBe('approved');
    await heal();
    await platform.advance(30);
    expect(statusOf(await platform.state(), id)).toBe('active');
    await platform.advance(3600);
    await expectClean(id, 'ended');
  });

  it('is in mode CONFIG_MAP is refused at once, with what to do, and nothing is left', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h old mode');
    await platform.changeCluster('prod-eu', { authenticationMode: 'CONFIG_MAP' });
    await click(platform, 'bob', 'approve', id);
    await platform.until('it has failed', (state) => statusOf(state, id) === 'failed');
    await heal();
    await platform.advance(60);
    await expectClean(id, 'failed');
    expect(await toldAlice(id)).toContain(
      'The cluster takes no access entries: its authentication mode is CONFIG_MAP. Ask your platform team to make it API_AND_CONFIG_MAP.',
    );
  });

  it('is being updated and takes entries all the same opens as ever', async () => {
    await platform.changeCluster('prod-eu', { status: 'UPDATING' });
    const id = await openWindowFor(platform);
    await platform.advance(3700);
    await expectClean(id, 'ended');
  });
});

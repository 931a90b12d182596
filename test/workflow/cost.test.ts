import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietSweep, requestLife, type Usage } from '../../scripts/cost/counts.ts';
import { type PlatformState, startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { askAndBeRouted, click } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

/** What was used so far; sweeps come by the clock and are counted apart. */
function usedIn({ metrics }: PlatformState, isCounted: (functionName: string) => boolean): Usage {
  const sumOf = (name: string) =>
    metrics
      .filter((metric) => metric.name === name)
      .filter(
        ({ dimensions }) => dimensions['FunctionName'] === undefined || isCounted(dimensions['FunctionName']),
      )
      .reduce((total, { sum }) => total + sum, 0);
  return {
    invocations: sumOf('Invocations'),
    transitions: sumOf('ConsumedCapacity'),
    writeUnits: sumOf('ConsumedWriteCapacityUnits'),
    readUnits: sumOf('ConsumedReadCapacityUnits'),
  };
}

async function usedBy(
  isCounted: (functionName: string) => boolean,
  act: () => Promise<void>,
): Promise<Usage> {
  const before = usedIn(await platform.state(), isCounted);
  await act();
  const after = usedIn(await platform.state(), isCounted);
  return {
    invocations: after.invocations - before.invocations,
    transitions: after.transitions - before.transitions,
    writeUnits: after.writeUnits - before.writeUnits,
    readUnits: after.readUnits - before.readUnits,
  };
}

/** About what the costs are computed from: a busy machine may take a turn more. */
function within(used: Usage, counted: Usage): void {
  for (const key of ['invocations', 'transitions', 'writeUnits', 'readUnits'] as const) {
    expect.soft(used[key], key).toBeLessThanOrEqual(counted[key] * 1.2);
    expect.soft(used[key], key).toBeGreaterThanOrEqual(Math.floor(counted[key] / 3));
  }
}

it('a sweep of quiet clusters uses what the costs are computed from', async () => {
  await platform.advance(1);
  within(
    await usedBy(
      () => true,
      () => platform.advance(300),
    ),
    quietSweep,
  );
});

it('so does the life of one request', async () => {
  const used = await usedBy(
    (name) => name !== 'sweep' && name !== 'seal',
    async () => {
      const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix the nightly job');
      await platform.advance(600);
      await click(platform, 'bob', 'approve', id);
      await platform.until('it is active', (state) => statusOf(state, id) === 'active');
      await platform.advance(3700);
      await platform.until('it is over', (state) => statusOf(state, id) === 'ended');
      await platform.advance(1);
    },
  );
  within(used, requestLife);
});

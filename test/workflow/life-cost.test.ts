import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifeLimits } from '../../bench/limits.ts';
import { costOf, type LifeCost, type LifeKind, lives } from '../support/life-costs.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

describe('the life of a request takes no more than it did', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform({ assets: undefined });
    // What the first one finds out about Slack and clusters stays known.
    await lives.denied(platform);
  });
  afterAll(() => platform.stop());

  it.each(Object.keys(lives) as LifeKind[])('%s', async (kind) => {
    const cost = await costOf(platform, kind);
    const names = Object.keys(cost) as (keyof LifeCost)[];
    const dearer = names.filter((name) => cost[name] > lifeLimits[kind][name]);
    expect(
      dearer.map((name) => `${name}: ${cost[name]}, where ${lifeLimits[kind][name]} did before`),
    ).toEqual([]);
    expect(cost.writeUnits).toBeGreaterThan(0);
  });
});

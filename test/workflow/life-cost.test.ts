import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifeLimits } from '../../bench/limits.ts';
import { costOf, type LifeCost, type LifeKind, lives } from '../support/life-costs.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

/** On a busy machine a click and a machine's turn meet more often, and look once more at what the other does. */
const mostOf = (kind: LifeKind, name: keyof LifeCost) => Math.ceil(lifeLimits[kind][name] * 1.3);

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
    const dearer = names.filter((name) => cost[name] > mostOf(kind, name));
    expect(dearer.map((name) => `${name}: ${cost[name]}, where ${lifeLimits[kind][name]} did`)).toEqual([]);
    expect(cost.writeUnits).toBeGreaterThan(0);
  });
});

import type { PlatformState, TestPlatform } from './platform.ts';
import { statusOf } from './platform.ts';
import { askAndBeRouted, deny, openWindowFor, requestIdIn } from './stories-on-platform.ts';

/** What the life of one request takes of what AWS and others count, sweeps left out. */
export interface LifeCost {
  readonly transitions: number;
  readonly invocations: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Calls that functions make, by service. */
  readonly slack: number;
  readonly eks: number;
  readonly sts: number;
  readonly kubernetes: number;
}

const hour = 3600;

/** From the command to the end, by what becomes of a request. */
export const lives = {
  'automatic, one namespace': async (platform) => {
    await askAndBeActive(platform, 'staging-eu payments edit 1h try it');
    await platform.advance(hour + 60);
  },
  'approved by one': async (platform) => {
    await openWindowFor(platform);
    await platform.advance(hour + 60);
  },
  'approved and released early': async (platform) => {
    const id = await openWindowFor(platform);
    await platform.command('alice', `release ${id}`);
    await platform.until('it has ended', (state) => statusOf(state, id) === 'ended');
    await platform.advance(hour);
  },
  denied: async (platform) => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix the nightly job');
    await deny(platform, 'bob', id);
    await platform.advance(hour);
  },
} satisfies Record<string, (platform: TestPlatform) => Promise<void>>;

export type LifeKind = keyof typeof lives;

async function askAndBeActive(platform: TestPlatform, ask: string): Promise<void> {
  const id = requestIdIn(await platform.command('alice', `request ${ask}`));
  await platform.until('it is active', (state) => statusOf(state, id) === 'active');
}

/** Lives through it once, and answers what that took. The first one on a platform also pays for what stays known. */
export async function costOf(platform: TestPlatform, kind: LifeKind): Promise<LifeCost> {
  await platform.advance(1);
  const before = countsIn(await platform.state());
  await lives[kind](platform);
  const after = countsIn(await platform.state());
  const names = Object.keys(after) as (keyof LifeCost)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as LifeCost;
}

function countsIn({ metrics }: PlatformState): LifeCost {
  const ofLife = metrics.filter(({ dimensions }) => !ofItsOwn.has(dimensions['FunctionName'] ?? ''));
  const sum = (name: string, service?: string) =>
    ofLife
      .filter((metric) => metric.name === name && metric.dimensions['Service'] === service)
      .reduce((total, metric) => total + metric.sum, 0);
  return {
    transitions: sum('ConsumedCapacity'),
    invocations: sum('Invocations'),
    readUnits: sum('ConsumedReadCapacityUnits'),
    writeUnits: sum('ConsumedWriteCapacityUnits'),
    ...{ slack: sum('Calls', 'slack'), eks: sum('Calls', 'eks'), sts: sum('Calls', 'sts') },
    kubernetes: sum('Calls', 'kubernetes'),
  };
}

/** These run by the clock, whether or not anybody asks for anything. */
const ofItsOwn: ReadonlySet<string> = new Set(['sweep', 'seal']);

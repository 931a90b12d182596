import { costOf, type LifeCost, type LifeKind, lives } from '../test/support/life-costs.ts';
import { startKillablePlatform } from '../test/support/platform.ts';
import type { Figure, Section } from './figure.ts';
import { lifeLimits } from './limits.ts';

const units: Readonly<Partial<Record<keyof LifeCost, Figure['unit']>>> = {
  readUnits: 'units',
  writeUnits: 'units',
};

/** What each kind of life takes of what AWS and Slack count. It does not depend on the machine: once is enough. */
export async function lifeCost(): Promise<Section> {
  const platform = await startKillablePlatform();
  try {
    const figures: Figure[] = [];
    await lives.denied(platform);
    for (const kind of Object.keys(lives) as LifeKind[]) {
      figures.push(...figuresOf(kind, await costOf(platform, kind)));
    }
    return {
      title: 'Cost of one life',
      about:
        'Counted on the local platform, from the command to the end, on warm functions; sweeps are left out. `transitions` of state machines, `invocations` of functions, DynamoDB capacity units, and calls by service. A test holds each of these numbers.',
      figures,
    };
  } finally {
    await platform.stop();
  }
}

function figuresOf(kind: LifeKind, cost: LifeCost): readonly Figure[] {
  const names = Object.keys(cost) as (keyof LifeCost)[];
  return names.map((name) => ({
    name: `${kind}: ${name}`,
    unit: units[name] ?? 'calls',
    value: cost[name],
    goal: lifeLimits[kind][name],
  }));
}

import { type Instant, millisecondsOf } from './instant.ts';

/** Milliseconds between two sweeps. */
export const sweepEvery = 5 * 60 * 1000;

/** So many of the items as one sweep looks at, so that sweeps one after another look at all of them in turn. */
export function turnOf<Item>(items: readonly Item[], perSweep: number, now: Instant): readonly Item[] {
  if (items.length <= perSweep) return items;
  const turns = Math.ceil(items.length / perSweep);
  const turn = Math.floor(millisecondsOf(now) / sweepEvery) % turns;
  return items.slice(turn * perSweep, (turn + 1) * perSweep);
}

import type { PlatformClock } from '../clock.ts';
import type { Timeline } from './timeline.ts';
import { allIdle, type Work } from './work.ts';

/** What lives in platform time. */
export interface AdvancedParts {
  readonly clock: PlatformClock;
  /** Stopped at for each wake-up, in order: the state machines. */
  readonly timelines: readonly Timeline[];
  /** Run at the target where they are due, once however often they were: a week would be two thousand sweeps. */
  readonly schedules: readonly Pick<Timeline, 'runDue' | 'busy' | 'idle'>[];
  /** Other work that a stop must wait for: the functions. */
  readonly work: readonly Work[];
}

/**
 * Moves platform time: lets running work finish, goes to each wake-up in order with `now` set to it, then to the target.
 * Resolves when everything that became due has run. A wake-up at exactly the target is due.
 * @param seconds from the moment at which the running work has finished
 */
export async function advance(
  { clock, timelines, schedules, work }: AdvancedParts,
  seconds: number,
): Promise<void> {
  const everything = [...timelines, ...schedules, ...work];
  const stopAt = async (moment: number) => {
    clock.moveTo(moment);
    for (const timeline of timelines) timeline.runDue(moment);
    await allIdle(everything);
  };
  await allIdle(everything);
  const target = clock.now() + seconds * 1000;
  for (let next = earliest(timelines); next <= target; next = earliest(timelines)) await stopAt(next);
  await stopAt(target);
  for (const schedule of schedules) schedule.runDue(clock.now());
  await allIdle(everything);
}

function earliest(timelines: readonly Timeline[]): number {
  return Math.min(...timelines.map((timeline) => timeline.nextWakeUp() ?? Number.POSITIVE_INFINITY));
}

import type { WeeklyDrill } from '../shared/domain/drill.ts';
import { sweepEvery } from '../shared/domain/rotation.ts';
import { weekdays } from '../shared/domain/schedule.ts';
import { sealHour } from '../shared/domain/seal.ts';
import type { Foundation } from './foundation.ts';
import type { Invoke } from './lambda/invocation.ts';
import { openSchedule, type RunningSchedule } from './schedule.ts';

const day = 24 * 60 * 60 * 1000;

/** What EventBridge starts by itself: the sweep, sealing, and the weekly drills of the policy. */
export function openSchedules(
  { clock, store, config }: Foundation,
  invoke: Invoke,
): readonly RunningSchedule[] {
  const sweep = openSchedule({
    ...{ clock, store, name: 'sweep', next: (moment) => moment + sweepEvery },
    run: () => invoke('sweep', { version: 1 }),
  });
  const drills = config.breakGlass.flatMap(({ name, drill }) => {
    const weekly = drill?.weekly;
    if (weekly === undefined) return [];
    const schedule = openSchedule({
      ...{ clock, store, name: `drill ${name}`, next: (moment) => weeklyAfter(moment, weekly) },
      run: (dueAt) => invoke('sweep', { version: 1, drill: name, at: asEventBridgeTells(dueAt) }),
    });
    return [schedule];
  });
  const seal = openSchedule({
    ...{ clock, store, name: 'seal', next: (moment) => dailyAfter(moment, sealHour) },
    run: () => invoke('seal', { version: 1 }),
  });
  return [sweep, seal, ...drills];
}

/** The next time that it is this hour, UTC, after a moment. Milliseconds since the epoch. */
function dailyAfter(moment: number, hour: number): number {
  const next = moment - (moment % day) + hour * 60 * 60 * 1000;
  return next > moment ? next : next + day;
}

// In whole seconds, which our own moments never are.
const asEventBridgeTells = (moment: number) => new Date(moment).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The next such weekday and time, UTC, after a moment. Milliseconds since the epoch. */
export function weeklyAfter(
  moment: number,
  { weekday, minute }: Pick<WeeklyDrill, 'weekday' | 'minute'>,
): number {
  const midnight = moment - (moment % day);
  // JavaScript's weeks begin on Sunday.
  const wanted = (weekdays.indexOf(weekday) + 1) % 7;
  const days = (wanted - new Date(midnight).getUTCDay() + 7) % 7;
  const next = midnight + days * day + minute * 60_000;
  return next > moment ? next : next + 7 * day;
}

import type { PlatformClock } from './clock.ts';
import { alarm } from './states/alarm.ts';
import type { Timeline } from './states/timeline.ts';
import { trackWork } from './states/work.ts';
import type { Store } from './store.ts';

/** Runs something again and again in platform time, as an EventBridge schedule does. */
export interface RunningSchedule extends Timeline {
  begin(): void;
  stop(): void;
}

export interface ScheduleOptions {
  readonly clock: PlatformClock;
  readonly store: Store;
  /** Tells it from other schedules, for ever. */
  readonly name: string;
  /** When it is due after a moment. Milliseconds since the epoch. */
  readonly next: (moment: number) => number;
  /** What it comes to is nobody's concern: the next run makes up for it. */
  readonly run: (dueAt: number) => Promise<unknown>;
}

/** What was due several times while the clock moved, or while the platform was down, runs once. */
export function openSchedule({ clock, store, name, next, run }: ScheduleOptions): RunningSchedule {
  const kept = store.collection<number>('schedule.due');
  const work = trackWork();
  const timer = alarm(clock, () => runDue(clock.now()));
  let due = kept.get(name) ?? next(clock.now());
  let stopped = false;

  const dueAt = (moment: number) => {
    due = moment;
    kept.put(name, due);
    timer.set(due);
  };

  function runDue(now: number): void {
    if (stopped || now < due) return;
    const was = due;
    dueAt(next(now));
    void work.track(run(was));
  }

  return {
    ...work,
    nextWakeUp: () => due,
    runDue,
    begin: () => {
      dueAt(due);
    },
    stop: () => {
      stopped = true;
      timer.set(undefined);
    },
  };
}

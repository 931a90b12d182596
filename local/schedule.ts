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
  /** Milliseconds. */
  readonly every: number;
  /** What it comes to is nobody's concern: the next run makes up for it. */
  readonly run: () => Promise<unknown>;
}

/** What was due several times while the clock moved, or while the platform was down, runs once. */
export function openSchedule({ clock, store, every, run }: ScheduleOptions): RunningSchedule {
  const kept = store.collection<number>('schedule.due');
  const work = trackWork();
  const timer = alarm(clock, () => runDue(clock.now()));
  let due = kept.get('sweep') ?? clock.now() + every;
  let stopped = false;

  const dueAt = (moment: number) => {
    due = moment;
    kept.put('sweep', due);
    timer.set(due);
  };

  function runDue(now: number): void {
    if (stopped || now < due) return;
    dueAt(now + every);
    void work.track(run());
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

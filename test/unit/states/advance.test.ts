import { describe, expect, it } from 'vitest';
import { openClock } from '../../../local/clock.ts';
import { advance } from '../../../local/states/advance.ts';
import type { Timeline } from '../../../local/states/timeline.ts';
import { trackWork } from '../../../local/states/work.ts';
import { openStore } from '../../../local/store.ts';
import { temporaryDirectory } from '../../support/states.ts';

const hour = 3600_000;

function newClock() {
  return openClock(openStore(temporaryDirectory()).collection('clock'));
}

/** Runs `onDue` at each of the moments. */
function timelineAt(moments: readonly number[], onDue: (moment: number) => Promise<void>): Timeline {
  const left = [...moments];
  const { track, busy, idle } = trackWork();
  return {
    busy,
    idle,
    nextWakeUp: () => left[0],
    runDue: (now) => {
      while (left[0] !== undefined && left[0] <= now) void track(onDue(left.shift() ?? now));
    },
  };
}

describe('an advance', () => {
  it('stops at each wake-up in order, with the clock set to it', async () => {
    const clock = newClock();
    const start = clock.now();
    const stops: number[] = [];
    const note = async () => void stops.push(Math.round((clock.now() - start) / hour));
    const timelines = [
      timelineAt([start + 3 * hour], note),
      timelineAt([start + hour, start + 9 * hour], note),
    ];
    await advance({ clock, timelines, schedules: [], work: [] }, 5 * 3600);
    expect(stops).toEqual([1, 3]);
    expect(Math.round((clock.now() - start) / hour)).toBe(5);
  });

  it('runs a schedule once that is due several times, however many stops there are', async () => {
    const clock = newClock();
    const start = clock.now();
    let due = start + hour;
    let runs = 0;
    const { busy, idle } = trackWork();
    const hourly = {
      busy,
      idle,
      runDue: (now: number) => {
        if (now < due) return;
        due = now + hour;
        runs += 1;
      },
    };
    const timelines = [timelineAt([start + 6 * hour, start + 24 * hour], async () => undefined)];
    await advance({ clock, timelines, schedules: [hourly], work: [] }, 48 * 3600);
    expect(runs).toBe(1);
  });

  it('waits at a stop for the work that other work sets going', async () => {
    const clock = newClock();
    const start = clock.now();
    const functions = trackWork();
    const finished: string[] = [];
    const later = (name: string) =>
      new Promise<void>((resolve) => setTimeout(resolve, 10)).then(() => void finished.push(name));
    const machine = timelineAt([start + hour, start + 2 * hour], async () => {
      await later('machine');
      void functions.track(later('function').then(() => later('its call')));
    });
    await advance({ clock, timelines: [machine], schedules: [], work: [functions] }, 2 * 3600);
    expect(finished).toEqual(['machine', 'function', 'its call', 'machine', 'function', 'its call']);
  });
});

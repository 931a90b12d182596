import type { PlatformClock } from '../clock.ts';

/** Rings at moments of platform time while the clock runs by itself. Whoever moves the clock calls `runDue` instead. */
export interface Alarm {
  /** Replaces what was set before; undefined sets nothing. Milliseconds since the epoch. */
  set(moment: number | undefined): void;
}

/** A longer delay makes setTimeout fire at once (24.8 days). */
export const longestTimerMs = 2 ** 31 - 1;

/** @param ring may come before the moment that was set, and then finds nothing due */
export function alarm(clock: PlatformClock, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set: (moment) => {
      clearTimeout(timer);
      if (moment === undefined) return;
      timer = setTimeout(ring, Math.min(Math.max(moment - clock.now(), 0), longestTimerMs));
    },
  };
}

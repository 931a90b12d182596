import { setTimeout as pause } from 'node:timers/promises';

/** Fulfils after so many milliseconds by the wall clock, and keeps nobody alive for it. */
export function timeUp(milliseconds: number): Promise<void> {
  return pause(milliseconds, undefined, { ref: false });
}

import type { Work } from './work.ts';

/** Something that goes on by itself at moments of platform time, in milliseconds since the epoch. */
export interface Timeline extends Work {
  /** The next moment at which it goes on, or undefined where it waits for none. */
  nextWakeUp(): number | undefined;
  /** Sets everything to work that is due at `now`; `busy` and `idle` tell when that is done. */
  runDue(now: number): void;
}

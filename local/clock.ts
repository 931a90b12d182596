import type { Collection } from './store.ts';

/**
 * Platform time: the wall clock plus an offset that only grows, still running between two moves.
 * The offset lives in shared memory because each function runs in a thread of its own, and in the store because it
 * must survive a restart (a window that has ended must not open again).
 */
export interface PlatformClock {
  /** Platform time, in milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that platform time is ahead of the wall clock. */
  offset(): number;
  /** The offset in force at the end of the second that begins at `wallSeconds` (seconds since the epoch, wall clock). */
  offsetAt(wallSeconds: number): number;
  /** Moves platform time to `target` (milliseconds since the epoch); a target in the past changes nothing. */
  moveTo(target: number): void;
  /** The memory that a worker thread reads the offset from: one BigInt64. */
  readonly shared: SharedArrayBuffer;
}

interface Move {
  readonly wallMs: number;
  readonly offset: number;
}

export function openClock(moves: Collection<Move>): PlatformClock {
  const shared = new SharedArrayBuffer(8);
  const cell = new BigInt64Array(shared);
  const history = moves.all().map(({ value }) => value);
  Atomics.store(cell, 0, BigInt(history.at(-1)?.offset ?? 0));
  const offset = () => Number(Atomics.load(cell, 0));
  return {
    shared,
    offset,
    now: () => Date.now() + offset(),
    offsetAt: (wallSeconds) =>
      history.findLast((move) => move.wallMs < (wallSeconds + 1) * 1000)?.offset ?? 0,
    moveTo: (target) => {
      const wallMs = Date.now();
      const next = target - wallMs;
      if (next <= offset()) return;
      const move = { wallMs, offset: next };
      history.push(move);
      moves.put(String(history.length).padStart(12, '0'), move);
      Atomics.store(cell, 0, BigInt(next));
    },
  };
}

import { changeBetween, wholeOf } from './change.ts';
import type { Parts } from './parts.ts';
import type { Signal } from './signal.ts';

export interface LiveOptions {
  /** Reads what is true now. */
  readonly read: () => Promise<Parts>;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
  /** What tells that something may have changed. */
  readonly signals: readonly Pick<Signal, 'watch'>[];
}

/** `whole` comes first and replaces everything, each `change` after it mends what the listener has. */
export type Listener = (event: 'whole' | 'change', json: string) => void;

/** What is true in the platform, told to whoever listens as it changes. */
export interface Live {
  /** Tells `listener` everything, and then each change; the answer stops it. */
  listen(listener: Listener): () => void;
  stop(): void;
}

/** Milliseconds: changes that come together are told together. */
const restMs = 40;

/** Milliseconds between looks for what nobody announces, such as an administrator's kubectl on a real API server. */
const lookMs = 3000;

export function openLive({ read, now, signals }: LiveOptions): Live {
  const listeners = new Map<Listener, Parts | undefined>();
  let timer: NodeJS.Timeout | undefined;
  let reading = false;
  let again = false;

  const tell = async () => {
    const parts = await read();
    for (const [listener, before] of listeners) {
      const json = before === undefined ? wholeOf(parts, now()) : changeBetween(before, parts, now());
      listeners.set(listener, parts);
      if (json !== undefined) listener(before === undefined ? 'whole' : 'change', json);
    }
  };

  const look = async () => {
    timer = undefined;
    reading = true;
    const begun = performance.now();
    // A part that is stopping or starting cannot be read; the next look finds it.
    await tell().catch(() => {});
    reading = false;
    // Reading takes at most a third of the time, however much there is to read.
    const rest = Math.max(restMs, 2 * (performance.now() - begun));
    if (again) schedule(rest);
    again = false;
  };

  const schedule = (ms: number) => {
    if (listeners.size === 0 || timer !== undefined) return;
    timer = setTimeout(() => void look(), ms);
  };

  const changed = () => {
    if (reading) again = true;
    else schedule(restMs);
  };
  const regular = setInterval(changed, lookMs).unref();
  const deaf = signals.map(({ watch }) => watch(changed));

  return {
    listen: (listener) => {
      listeners.set(listener, undefined);
      changed();
      return () => void listeners.delete(listener);
    },
    stop: () => {
      for (const stop of deaf) stop();
      listeners.clear();
      clearTimeout(timer);
      clearInterval(regular);
    },
  };
}

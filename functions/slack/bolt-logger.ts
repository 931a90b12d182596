import { type Logger, LogLevel } from '@slack/bolt';
import type { Reporter } from '../../shared/usecases/ports.ts';

/** Reports what Bolt would print as an error of its own, in the form of the rest of the log. It says nothing below that. */
export function boltLogger(reporter: Pick<Reporter, 'failed'>): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (...said: readonly unknown[]) => reporter.failed('take in a delivery with Bolt', errorIn(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.ERROR,
    setName: () => undefined,
  };
}

function errorIn(said: readonly unknown[]): unknown {
  return said.find((part) => part instanceof Error) ?? new Error(said.map(String).join(' '));
}

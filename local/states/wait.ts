import { scopeOf } from './data-flow.ts';
import type { Running } from './execution.ts';
import type { Json } from './json.ts';
import { read } from './path.ts';
import type { Wait } from './state.ts';
import { StatesError } from './states-error.ts';
import { parseTimestamp } from './timestamp.ts';

/**
 * When a Wait state ends, in milliseconds since the epoch; it may lie in the past.
 * @throws StatesError `States.Runtime` when a path leads to no number of seconds or no timestamp
 */
export function wakeUpAt(state: Wait, data: Json, execution: Running, now: number): number {
  const scope = scopeOf(data, execution);
  if (state.Seconds !== undefined) return now + state.Seconds * 1000;
  if (state.SecondsPath !== undefined) return now + secondsFrom(read(state.SecondsPath, scope)) * 1000;
  return timestampFrom(
    state.TimestampPath === undefined ? state.Timestamp : read(state.TimestampPath, scope),
  );
}

function secondsFrom(value: Json): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 99_999_999) return value;
  throw new StatesError(
    'States.Runtime',
    'SecondsPath must lead to a whole number of seconds from 0 to 99999999.',
  );
}

function timestampFrom(value: Json | undefined): number {
  const milliseconds = parseTimestamp(value);
  if (milliseconds !== undefined) return milliseconds;
  throw new StatesError(
    'States.Runtime',
    'TimestampPath must lead to a timestamp such as 2026-11-21T10:30:00Z.',
  );
}

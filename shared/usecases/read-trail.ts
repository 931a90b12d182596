import { type Day, daysFrom } from '../domain/day.ts';
import type { TrailEvent } from '../domain/trail.ts';
import { DamagedFileError, MissingFileError } from './errors.ts';
import type { SealedDays } from './seal-ports.ts';

/** Events as they are read, and the files that could not be. */
export type TrailRead =
  | { readonly event: TrailEvent }
  | { readonly unread: { readonly day: Day; readonly file: string } };

/** Reads the events of days one by one. Whether they are what was sealed is another question. */
export async function* readTrail(days: SealedDays, first: Day, last: Day): AsyncGenerator<TrailRead> {
  for (const day of daysFrom(first, last)) {
    try {
      for await (const line of days.lines(day, 'events')) yield { event: JSON.parse(line) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      yield { unread: { day, file: 'file' in error ? error.file : `${day}/events.jsonl.gz` } };
    }
  }
}

function isUnreadable(error: unknown): error is MissingFileError | DamagedFileError | SyntaxError {
  return (
    error instanceof MissingFileError || error instanceof DamagedFileError || error instanceof SyntaxError
  );
}

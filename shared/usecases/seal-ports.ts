import type { Day } from '../domain/day.ts';
import type { Sealed } from '../domain/seal.ts';
import type { TrailEvent } from '../domain/trail.ts';

/** The audit events by the day on which they happened, in the order of `placeOf`. Eventually consistent. */
export interface TrailDays {
  eventsOf(day: Day): AsyncIterable<TrailEvent>;
}

/** The files of a day: its events, and what it added to each chain. One JSON value a line. */
export type DayFile = 'events' | 'heads';

/** The sealed days, as an auditor takes them home. */
export interface SealedDays {
  /** @throws DamagedFileError */
  sealed(day: Day): Promise<Sealed | undefined>;
  /** The lines of a file. @throws MissingFileError @throws DamagedFileError where it was cut off or is not what it says */
  lines(day: Day, file: DayFile): AsyncIterable<string>;
}

/** Where the sealed days are kept. Nothing in it is ever written twice: what stands there stays, and is no error. */
export interface Archive extends SealedDays {
  writeLines(day: Day, file: DayFile, lines: AsyncIterable<string> | Iterable<string>): Promise<void>;
  writeSeal(day: Day, sealed: Sealed): Promise<void>;
}

/** Remembers how far the days are sealed. */
export interface SealLedger {
  /** The first day that there is to seal, and the one that is next. */
  find(): Promise<Sealing | undefined>;
  /** Strongly consistent, over what was read. @throws StaleRecordError */
  write(next: Sealing, before: Sealing | undefined): Promise<void>;
}

export interface Sealing {
  readonly first: Day;
  readonly next: Day;
}

/** The key that signs. It never leaves where it is. */
export interface Signer {
  /** ARN of the key. */
  readonly key: string;
  /** ECDSA on P-256 over the text's SHA-256, DER in base64. At most 4,096 bytes of text. @throws DependencyError */
  sign(text: string): Promise<string>;
}

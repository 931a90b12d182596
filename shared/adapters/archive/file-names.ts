import type { Day } from '../../domain/day.ts';
import type { DayFile } from '../../usecases/seal-ports.ts';

/** What every key in the bucket begins with. */
export const archivePrefix = 'audit/';

// One folder a day, in S3 as on an auditor's disk.

export function lineFileOf(day: Day, file: DayFile): string {
  return `${day}/${file}.jsonl.gz`;
}

export function sealFileOf(day: Day): string {
  return `${day}/manifest.json`;
}

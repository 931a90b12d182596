import { existsSync } from 'node:fs';
import { type Day, parseDay } from '../../shared/domain/day.ts';
import { parsedOption, UsageError } from '../options.ts';

/** The options that say which sealed days are meant, and where they lie. */
export const rangeOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  dir: { type: 'string', default: 'audit' },
} as const;

export const rangeHelp = `  --from DAY         the first day, such as 2026-11-01; days begin and end in UTC
  --to DAY           the last day, included
  --dir FOLDER       where the days were fetched to, a folder each; audit, if left out`;

export const fetchHelp = `Fetch the days first:
  aws s3 sync s3://BUCKET/audit audit`;

export interface Range {
  readonly first: Day;
  readonly last: Day;
  readonly directory: string;
}

/** @throws UsageError */
export function readRange(values: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly dir: string;
}): Range {
  const first = parsedOption('from', values.from, parseDay);
  const last = parsedOption('to', values.to, parseDay);
  if (last < first) throw new UsageError(`--to: ${last} is before --from, ${first}.`);
  mustBeFolder(values.dir);
  return { first, last, directory: values.dir };
}

/** @throws UsageError */
export function mustBeFolder(path: string): void {
  if (existsSync(path)) return;
  throw new UsageError(`--dir: there is no folder ${path}. ${fetchHelp.replace('\n ', '')}`);
}

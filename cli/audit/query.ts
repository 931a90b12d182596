import { directoryOfDays } from '../../shared/adapters/archive/directory.ts';
import { type Parsed, valid } from '../../shared/domain/brand.ts';
import { dayOf, daysAfter, parseDay, startOf } from '../../shared/domain/day.ts';
import { type Instant, instantFrom, millisecondsOf } from '../../shared/domain/instant.ts';
import { isWanted, type TrailQuestion } from '../../shared/domain/trail-question.ts';
import { readTrail } from '../../shared/usecases/read-trail.ts';
import type { Command } from '../command.ts';
import { demand, parsedOption, readOptions, UsageError } from '../options.ts';
import { parseMoment } from '../policy/moment.ts';
import { exitCodes } from '../terminal.ts';
import { fetchHelp, mustBeFolder } from './range.ts';
import { type Format, formats, writerOf } from './row-writers.ts';

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  dir: { type: 'string', default: 'audit' },
  person: { type: 'string' },
  cluster: { type: 'string' },
  namespace: { type: 'string' },
  role: { type: 'string' },
  fact: { type: 'string' },
  'break-glass': { type: 'boolean', default: false },
  format: { type: 'string', default: 'table' },
} as const;

const help = `Finds events of the audit trail in the days that were fetched.

Usage:
  k8s-access audit query --from WHEN --to WHEN [filters]

Options:
  --from WHEN        a day, such as 2026-11-01, or a moment, such as 2026-11-01T09:30Z
  --to WHEN          a day, included, or a moment, not included
  --person EMAIL     who asked for the access, or acted
  --cluster NAME     of this cluster
  --namespace NAME   of this namespace, and of roles of the whole cluster
  --role NAME        of this role
  --fact WORD        of what happened, such as opened, approved or closed
  --break-glass      of break-glass alone, drills included
  --format FORMAT    table, json (one event a line, as it was sealed) or csv; table, if left out
  --dir FOLDER       where the days were fetched to; audit, if left out

${fetchHelp}

Whether the days are what was sealed, \`k8s-access audit verify\` says.
Ends with 0; with 1 if a day is missing or damaged, which is named; with 2 if the command line is wrong.
`;

/** Searches exported days of the audit trail. */
export const query: Command = {
  summary: 'find events of the audit trail',
  help,
  onUnusableFile: exitCodes.misused,
  run: async (args, terminal) => {
    const values = readOptions(args, options);
    demand(values, 'from', 'to');
    const wanted = questionIn(values);
    const { head, row } = writerOf(formatIn(values.format));
    mustBeFolder(values.dir);
    terminal.out(head);
    let allRead = true;
    const days = directoryOfDays(values.dir);
    const last = dayOf(instantFrom(millisecondsOf(wanted.until) - 1));
    // What was written only after its day was sealed is told with the day after it.
    const next = daysAfter(last, 1);
    const until = (await days.sealed(next)) === undefined ? last : next;
    for await (const read of readTrail(days, dayOf(wanted.from), until)) {
      if ('unread' in read) {
        allRead = false;
        terminal.err(`${read.unread.file} is missing or damaged, and was left out.\n`);
      } else if (isWanted(read.event, wanted)) terminal.out(row(read.event));
    }
    return allRead ? exitCodes.done : exitCodes.failed;
  },
};

interface Values {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly person?: string | undefined;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
  readonly role?: string | undefined;
  readonly fact?: string | undefined;
  readonly 'break-glass': boolean;
}

function questionIn(values: Values): TrailQuestion {
  const { person, cluster, namespace, role, fact } = values;
  const from = parsedOption('from', values.from, (text) => momentOrDay(text, 0));
  const until = parsedOption('to', values.to, (text) => momentOrDay(text, 1));
  if (until <= from) throw new UsageError('--to is before --from.');
  return {
    ...{ from, until, breakGlass: values['break-glass'] },
    ...(person !== undefined && { person }),
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    ...(role !== undefined && { role }),
    ...(fact !== undefined && { fact }),
  };
}

function momentOrDay(text: string, daysLater: number): Parsed<Instant> {
  if (text.includes('T')) return parseMoment(text);
  const day = parseDay(text);
  return day.ok ? valid(startOf(daysAfter(day.value, daysLater))) : day;
}

function formatIn(text: string): Format {
  const format = formats.find((one) => one === text);
  if (format === undefined) throw new UsageError(`--format: write ${formats.join(', ')}, not ${text}.`);
  return format;
}

import * as z from 'zod';
import { askedSchema } from '../../../shared/adapters/dynamodb/request-schema.ts';
import { ConfigError, type Remark, readText } from '../../../shared/config/config-error.ts';
import type { Contradiction } from '../../../shared/config/contradiction.ts';
import { mistakesOf, plainWords } from '../../../shared/config/plain-words.ts';
import { type Entry, readEntries } from './entries.ts';

/** A request as it was asked, and what was decided then. */
export type PastRequest = z.infer<typeof askedSchema>;

/** How many mistakes are named; a file of another kind would have one for each line. */
const mostMistakes = 10;

/** Reads exported records. @throws ConfigError naming what cannot be read by its line */
export function loadPastRequests(path: string): readonly PastRequest[] {
  const text = readText(path, 'Name a file of exported requests with --against.');
  const read = readEntries(text, path).map((entry) => ({ entry, ...parse(entry.value) }));
  const mistakes = read.flatMap(({ entry, mistakes }) =>
    mistakes.map((mistake) => remarkOn(entry, mistake, path)),
  );
  if (mistakes.length === 0) return read.flatMap(({ request }) => (request === undefined ? [] : [request]));
  const shown = mistakes.slice(0, mostMistakes);
  const more = mistakes.length - shown.length;
  const counted = more > 0 ? [{ source: path, problem: `${more} more mistakes like these.` }] : [];
  throw new ConfigError([...shown, ...counted]);
}

// One sentence for what is something else altogether, instead of one for each key that it lacks.
const isRequest = z.looseObject({ id: z.string(), scope: z.unknown() });

const form = 'an exported request has the form of `requests` in GET /local/state';

function parse(value: unknown): { request?: PastRequest; mistakes: readonly Contradiction[] } {
  if (!isRequest.safeParse(value).success) {
    return { mistakes: [{ path: [], problem: `This is no request; ${form}.` }] };
  }
  const parsed = askedSchema.safeParse(value, { error: (issue) => plainWords(issue, form) });
  return parsed.success
    ? { request: parsed.data, mistakes: [] }
    : { mistakes: parsed.error.issues.flatMap(mistakesOf) };
}

function remarkOn({ placeOf }: Entry, { path, problem }: Contradiction, source: string): Remark {
  const about = path.join('.') || 'the request';
  const place = placeOf(path);
  return { source, about, problem, ...(place && { place }) };
}

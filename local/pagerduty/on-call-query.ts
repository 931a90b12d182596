import * as z from 'zod';
import { PagerDutyError } from './errors.ts';
import type { OnCallQuery } from './on-calls.ts';

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Parameters that this service does not know are refused: what it cannot answer must not seem to have worked. */
const parameters = z.strictObject({
  'schedule_ids[]': z.array(z.string().min(1)).default([]),
  'include[]': z.array(z.enum(['users', 'schedules'])).default([]),
  since: time.optional(),
  until: time.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

export type Inclusion = 'users' | 'schedules';

export interface PagedOnCallQuery extends OnCallQuery {
  /** What is told in full, rather than by reference. */
  readonly include: readonly Inclusion[];
  readonly limit: number;
  readonly offset: number;
}

/** @param now what `since` and `until` are unless said, in milliseconds @throws PagerDutyError */
export function parseOnCallQuery(search: URLSearchParams, now: number): PagedOnCallQuery {
  const names = [...new Set(search.keys())];
  const given = names.map((name) => [name, name.endsWith('[]') ? search.getAll(name) : search.get(name)]);
  const result = parameters.safeParse(Object.fromEntries(given));
  if (!result.success) {
    throw new PagerDutyError(
      'invalidInput',
      result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')),
    );
  }
  const { since = now, until = Math.max(since, now), limit, offset } = result.data;
  if (until < since) throw new PagerDutyError('invalidInput', ['until must not be before since']);
  return {
    ...{ since, until, limit, offset },
    scheduleIds: result.data['schedule_ids[]'],
    include: result.data['include[]'],
  };
}

import { Hono } from 'hono';
import { PagerDutyError } from './errors.ts';
import { onCallObject, scheduleObject } from './objects.ts';
import { parseOnCallQuery } from './on-call-query.ts';
import { onCalls } from './on-calls.ts';
import type { Schedules } from './schedules.ts';

export interface RestApiOptions {
  readonly schedules: Schedules;
  readonly apiToken: string;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
}

const version = 'application/vnd.pagerduty+json;version=2';

/**
 * The part of PagerDuty's REST API v2 that tells who is on call.
 * https://developer.pagerduty.com/api-reference/3a6b910f11050-list-all-of-the-on-calls
 */
export function restApi({ schedules, apiToken, now }: RestApiOptions): Hono {
  const api = new Hono();
  api.use(async ({ req }, next) => {
    if (req.header('authorization') !== `Token token=${apiToken}`) throw new PagerDutyError('unauthorized');
    if (req.header('accept')?.replaceAll(' ', '') !== version) {
      throw new PagerDutyError('invalidInput', [`Accept must be ${version}`]);
    }
    await next();
  });
  api.get('/oncalls', (context) => {
    const query = parseOnCallQuery(new URL(context.req.url).searchParams, now());
    const { include, limit, offset } = query;
    const found = onCalls(schedules.all(), query);
    return context.json({
      oncalls: found.slice(offset, offset + limit).map((each) => onCallObject(each, include)),
      limit,
      offset,
      more: offset + limit < found.length,
      total: null,
    });
  });
  api.get('/schedules/:id', (context) => {
    const schedule = schedules.all().find(({ id, deleted }) => !deleted && id === context.req.param('id'));
    if (schedule === undefined) throw new PagerDutyError('notFound');
    return context.json({ schedule: scheduleObject(schedule) });
  });
  api.all('*', () => {
    throw new PagerDutyError('notFound');
  });
  api.onError((error, context) => {
    if (error instanceof PagerDutyError) return context.json(error.body, error.status);
    throw error;
  });
  return api;
}

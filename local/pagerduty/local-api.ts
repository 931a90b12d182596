import { Hono } from 'hono';
import * as z from 'zod';
import { BadBody, bodyOf } from '../api/json-body.ts';
import { NotInWorkspace } from '../slack/errors.ts';
import type { Person, Schedules } from './schedules.ts';

const change = z.strictObject({
  name: z.string().min(1).optional(),
  /** People by id or name, or the email of somebody who is known to PagerDuty alone. */
  onCall: z.array(z.string().min(1)).optional(),
  deleted: z.boolean().optional(),
});

/**
 * `POST /local/pagerduty/schedules/:id`: makes or changes a schedule. A bad body is answered with 400, an
 * unknown person with 404, each as `{error: <a sentence>}`.
 * @param find the person with this id or name; throws `NotInWorkspace` for nobody
 */
export function pagerDutyRoutes(schedules: Schedules, find: (idOrName: string) => Person): Hono {
  const routes = new Hono();
  routes.post('/local/pagerduty/schedules/:id', async (context) => {
    const { onCall, ...rest } = await bodyOf(context, change);
    const people = onCall && { onCall: onCall.map((who) => (who.includes('@') ? stranger(who) : find(who))) };
    return context.json({ schedule: schedules.change(context.req.param('id'), { ...rest, ...people }) });
  });
  routes.onError((error, context) => {
    if (error instanceof BadBody) return context.json({ error: error.message }, 400);
    if (error instanceof NotInWorkspace) return context.json({ error: error.message }, 404);
    throw error;
  });
  return routes;
}

function stranger(email: string): Person {
  const name = email.slice(0, email.indexOf('@'));
  return { id: `U${name.toUpperCase()}`, name, email };
}

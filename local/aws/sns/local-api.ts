import { Hono } from 'hono';
import * as z from 'zod';
import { BadBody, bodyOf } from '../../api/json-body.ts';
import type { Topic } from './topic.ts';

const change = z.strictObject({ confirmed: z.boolean() });

/** `POST /local/sns/subscription`: confirms the topic's one subscription, or takes it away. */
export function subscriptionRoutes(topic: Topic): Hono {
  const routes = new Hono();
  routes.post('/local/sns/subscription', async (context) => {
    topic.confirm((await bodyOf(context, change)).confirmed);
    return context.json({ confirmedSubscriptions: topic.confirmedSubscriptions() });
  });
  routes.onError((error, context) => {
    if (error instanceof BadBody) return context.json({ error: error.message }, 400);
    throw error;
  });
  return routes;
}

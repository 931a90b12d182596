import { Hono } from 'hono';
import * as z from 'zod';
import type { Pages, ShownPage } from '../pages.ts';

export interface EventsApiOptions {
  readonly pages: Pages;
  /** Routing keys by the services' names. */
  readonly routingKeys: Readonly<Record<string, string>>;
  /** Platform time, in milliseconds. */
  readonly now: () => number;
}

const key = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };

const event = z.discriminatedUnion('event_action', [
  z.object({
    ...key,
    event_action: z.literal('trigger'),
    dedup_key: key.dedup_key.optional(),
    client: z.string().optional(),
    links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
    payload: z.object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({ ...key, event_action: z.literal('acknowledge') }),
  z.object({ ...key, event_action: z.literal('resolve') }),
]);

type Event = z.infer<typeof event>;

/**
 * The alert events of PagerDuty's Events API v2. A trigger under the key of an alert that is not resolved adds nothing;
 * an acknowledgement or a resolution of none is taken, and changes nothing.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export function eventsApi({ pages, routingKeys, now }: EventsApiOptions): Hono {
  const api = new Hono();
  api.post('/v2/enqueue', async (context) => {
    const parsed = event.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) {
      return context.json(
        invalid(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)),
        400,
      );
    }
    const service = Object.entries(routingKeys).find(([, value]) => value === parsed.data.routing_key)?.[0];
    if (service === undefined) return context.json(invalid(['Invalid routing key']), 400);
    const dedup_key = take(pages, parsed.data, service, new Date(now()).toISOString());
    return context.json({ status: 'success', message: 'Event processed', dedup_key }, 202);
  });
  return api;
}

function take(pages: Pages, taken: Event, service: string, at: string): string {
  const dedupKey = taken.dedup_key ?? `made-up-${at}`;
  const isOpen = (page: ShownPage) =>
    page.channel === 'pagerduty' &&
    page.service === service &&
    page.dedupKey === dedupKey &&
    page.status !== 'resolved';
  switch (taken.event_action) {
    case 'trigger': {
      const { summary, severity } = taken.payload;
      if (!pages.change(isOpen, { summary, severity }))
        pages.add({ at, channel: 'pagerduty', service, dedupKey, severity, summary, status: 'triggered' });
      break;
    }
    case 'acknowledge':
      pages.change(isOpen, { status: 'acknowledged' });
      break;
    case 'resolve':
      pages.change(isOpen, { status: 'resolved' });
      break;
  }
  return dedupKey;
}

function invalid(errors: readonly string[]) {
  return { status: 'invalid event', message: 'Event object is invalid', errors };
}

import { Hono } from 'hono';
import { httpApi } from '../http-api/http-api.ts';
import type { Invoke } from '../lambda/invocation.ts';
import { pageRoutes } from '../page/routes.ts';
import { slackRoutes } from '../slack/local-api/routes.ts';
import type { Slack } from '../slack/slack.ts';
import { type Controls, controlRoutes } from './control-routes.ts';

export const slackEventsPath = '/slack/events';

/** Everything on the platform's one fixed port: the app's HTTP API, the JSON API, and the page. */
export function platformApp(slack: Slack, controls: Controls, invoke: Invoke): Hono {
  const app = new Hono();
  app.route('/', httpApi(invoke, 'slack', slackEventsPath));
  app.route('/', controlRoutes(controls));
  app.route('/', slackRoutes(slack));
  app.route('/', pageRoutes());
  return app;
}

import { Hono } from 'hono';
import { subscriptionRoutes } from '../aws/sns/local-api.ts';
import type { Topic } from '../aws/sns/topic.ts';
import { httpApi } from '../http-api/http-api.ts';
import type { Kubectl } from '../kubectl/kubectl.ts';
import { kubectlRoutes } from '../kubectl/routes.ts';
import type { Invoke } from '../lambda/invocation.ts';
import type { Live } from '../live/live.ts';
import { liveRoutes } from '../live/routes.ts';
import type { PageFiles } from '../page/files.ts';
import { pageRoutes } from '../page/routes.ts';
import { pagerDutyRoutes } from '../pagerduty/local-api.ts';
import type { PagerDuty } from '../pagerduty/pagerduty.ts';
import { NotInWorkspace } from '../slack/errors.ts';
import { slackRoutes } from '../slack/local-api/routes.ts';
import type { Slack } from '../slack/slack.ts';
import { type ClusterControls, clusterRoutes } from './cluster-routes.ts';
import { type Controls, controlRoutes } from './control-routes.ts';
import { sameSiteOnly } from './same-site.ts';

export const slackEventsPath = '/slack/events';

export interface PlatformAppParts {
  readonly slack: Slack;
  readonly pagerDuty: PagerDuty;
  readonly topic: Topic;
  readonly controls: Controls;
  readonly clusters: ClusterControls;
  readonly invoke: Invoke;
  readonly live: Live;
  readonly kubectl: Kubectl;
  readonly page: Promise<PageFiles>;
}

/** Everything on the platform's one fixed port: the app's HTTP API, the JSON API, and the page. */
export function platformApp(parts: PlatformAppParts): Hono {
  const { slack, pagerDuty, topic, controls, clusters, invoke } = parts;
  const app = new Hono();
  app.use(sameSiteOnly());
  app.route('/', httpApi(invoke, 'slack', slackEventsPath));
  app.route('/', controlRoutes(controls));
  app.route('/', clusterRoutes(clusters));
  app.route('/', slackRoutes(slack));
  app.route(
    '/',
    pagerDutyRoutes(pagerDuty.schedules, (name) => colleague(slack, name)),
  );
  app.route('/', subscriptionRoutes(topic));
  app.route('/', liveRoutes(parts.live));
  app.route('/', kubectlRoutes(slack, parts.kubectl));
  app.route('/', pageRoutes(parts.page));
  return app;
}

/** A person of the workspace as PagerDuty takes them over: by the email that they have now. */
function colleague({ workspace }: Slack, idOrName: string) {
  const { id, real_name: name, profile } = workspace.people.find(idOrName);
  if (profile.email === undefined)
    throw new NotInWorkspace(`${idOrName} has no email, so PagerDuty cannot know them.`);
  return { id, name, email: profile.email };
}

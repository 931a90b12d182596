import { Hono } from 'hono';
import * as z from 'zod';
import { BadBody, bodyOf } from '../api/json-body.ts';
import { NotInWorkspace } from '../slack/errors.ts';
import type { Slack } from '../slack/slack.ts';
import { type Kubectl, UnknownClusterError } from './kubectl.ts';

const line = z.strictObject({
  user: z.string().min(1),
  cluster: z.string().min(1),
  line: z.string().max(2000),
});

/** `POST /local/kubectl`: a line of kubectl, run as a persona. */
export function kubectlRoutes({ workspace }: Slack, kubectl: Kubectl): Hono {
  const app = new Hono();
  app.post('/local/kubectl', async (context) => {
    const given = await bodyOf(context, line);
    const { name } = workspace.people.find(given.user);
    return context.json(await kubectl.run(name, given.cluster, given.line));
  });
  app.onError((error, context) => {
    if (error instanceof BadBody) return context.json({ error: error.message }, 400);
    if (error instanceof NotInWorkspace || error instanceof UnknownClusterError)
      return context.json({ error: error.message }, 404);
    throw error;
  });
  return app;
}

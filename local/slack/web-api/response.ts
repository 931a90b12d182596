import { Hono } from 'hono';
import * as z from 'zod';
import { app } from '../app.ts';
import { complaints } from '../block-kit/complaints.ts';
import { contentOf, cut } from '../content.ts';
import { SlackError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { ResponseTarget } from '../response-urls.ts';
import type { Workspace } from '../workspace.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const response = z.strictObject({
  text: z.string().optional(),
  // Parsed by `contentOf`, because Slack's error for them is `invalid_blocks`.
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

type Response = z.infer<typeof response>;

/** `POST /response/<token>`: what Slack serves at a `response_url`. No bearer token: the url is the secret. */
export function responseRoutes(workspace: Workspace): Hono {
  const routes = new Hono();
  routes.post('/response/:token', async (context) => {
    try {
      const token = context.req.param('token');
      const given = parseResponse(await context.req.text());
      respond(workspace, token, workspace.responseUrls.use(token), given);
      return context.text('ok');
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const gone = error.code === 'expired_url' || error.code === 'used_url';
      return context.json({ ok: false, error: error.code, errors: error.details }, gone ? 404 : 400);
    }
  });
  return routes;
}

function parseResponse(body: string): Response {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new SlackError('invalid_payload');
  }
  const result = response.safeParse(value, { reportInput: true });
  if (!result.success) throw new SlackError('invalid_payload', complaints(result.error, ''));
  return result.data;
}

function respond(workspace: Workspace, cause: string, target: ResponseTarget, given: Response): void {
  const { messages } = workspace;
  const original = originalOf(workspace, target);
  if (given.delete_original) {
    if (!original) throw new SlackError('message_not_found');
    messages.remove(original);
    return;
  }
  const content = cut(contentOf(given));
  if (given.replace_original && original) {
    messages.edit(original, content, cause);
    return;
  }
  messages.post(
    {
      ...content,
      channel: target.channel,
      user: app.userId,
      ...(given.response_type === 'in_channel' ? {} : { ephemeralTo: target.user }),
      ...(given.thread_ts && { threadTs: given.thread_ts }),
    },
    cause,
  );
}

function originalOf({ messages }: Workspace, target: ResponseTarget): Message | undefined {
  return target.original === undefined ? undefined : messages.find(target.channel, target.original);
}

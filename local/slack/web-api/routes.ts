import { type Context, Hono } from 'hono';
import { app } from '../app.ts';
import { SlackError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { type Method, method } from './method.ts';
import { peopleMethods } from './people.ts';
import { viewMethods } from './views.ts';

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    'auth.test': method({}, ({ team }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      team_id: team.id,
      user: app.name,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    })),
    'api.test': method({}, () => ({})),
    ...chatMethods,
    ...viewMethods,
    ...peopleMethods,
    ...conversationMethods,
  }),
);

/** What the workspace can do, in Slack's words. */
export const methodNames: readonly string[] = [...methods.keys()];

type Arguments = Readonly<Record<string, unknown>>;

/** `POST /api/<method>`: Slack's Web API. Errors are `{ok: false, error}` with HTTP status 200, as Slack's are. */
export function webApiRoutes(workspace: Workspace): Hono {
  const routes = new Hono();
  routes.post('/api/:method', async (context) => {
    try {
      // Bolt names the team in every call; there is one team here.
      const { token, team_id: _team, ...given } = await argumentsOf(context);
      authenticate(workspace, context.req.header('authorization'), token);
      const call = methods.get(context.req.param('method'));
      if (!call) throw new SlackError('unknown_method');
      return context.json({ ok: true, ...call(workspace, given) }, 200, {
        'x-oauth-scopes': app.scopes.join(','),
      });
    } catch (error) {
      if (error instanceof SlackError) return context.json(refusal(error));
      throw error;
    }
  });
  return routes;
}

function refusal({ code, details }: SlackError): object {
  const messages = details.map((detail) => `[ERROR] ${detail}`);
  const explained = { errors: details, response_metadata: { messages } };
  return { ok: false, error: code, ...(details.length > 0 && explained) };
}

function authenticate({ botToken }: Workspace, header: string | undefined, token: unknown): void {
  const given = header?.match(/^Bearer (.+)$/i)?.[1] ?? token;
  if (given === undefined) throw new SlackError('not_authed');
  if (given !== botToken) throw new SlackError('invalid_auth');
}

async function argumentsOf(context: Context): Promise<Arguments> {
  const body = await context.req.text();
  const contentType = context.req.header('content-type') ?? '';
  if (contentType.startsWith('application/json')) return fromJson(body);
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  if (body === '') return {};
  throw new SlackError('invalid_post_type');
}

function fromJson(body: string): Arguments {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Refused below with everything else that is no object.
  }
  throw new SlackError('invalid_json');
}

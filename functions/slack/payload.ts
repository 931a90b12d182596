import { parse as parseForm } from 'node:querystring';
import * as z from 'zod';
import type { SignedRequest } from './verify.ts';

/** What a signed request turned out to be: something Bolt can take, in the content type that it insists on; or not. */
export type Payload =
  | {
      readonly readable: true;
      readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
    }
  | { readonly readable: false; readonly problem: string };

/**
 * Checks the body for all that Bolt and the listeners rely on, because Bolt's types only promise it. Signed nonsense
 * would otherwise end in an exception.
 */
export function readPayload({ headers, body }: SignedRequest): Payload {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/json') {
    const problem = problemOf(event, parseJson(body), 'an event of Slack’s Events API');
    return problem ?? { readable: true, contentType: mediaType };
  }
  if (mediaType !== 'application/x-www-form-urlencoded') {
    return unreadable('Send a form or JSON, as Slack does; this content type is neither.');
  }
  return problemOfForm(parseForm(body)) ?? { readable: true, contentType: mediaType };
}

// https://docs.slack.dev/interactivity/implementing-slash-commands
const command = z.looseObject({
  command: z.string().startsWith('/'),
  text: z.string(),
  user_id: z.string().min(1),
  team_id: z.string().min(1),
  channel_id: z.string().min(1),
  trigger_id: z.string().min(1),
});

const sslCheck = z.looseObject({ ssl_check: z.literal('1') });

const interaction = {
  user: z.looseObject({ id: z.string().min(1), team_id: z.string().optional() }),
  team: z.looseObject({ id: z.string().min(1) }).nullable(),
};

const choice = z.looseObject({ value: z.string() });

// https://docs.slack.dev/reference/views
const view = z.looseObject({
  id: z.string().min(1),
  callback_id: z.string(),
  private_metadata: z.string(),
  state: z.looseObject({
    values: z.record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({
          value: z.string().nullish(),
          selected_option: choice.nullish(),
          selected_options: z.array(choice).optional(),
        }),
      ),
    ),
  }),
});

// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
const blockActions = z.looseObject({
  type: z.literal('block_actions'),
  ...interaction,
  trigger_id: z.string().min(1),
  container: z.looseObject({ is_ephemeral: z.boolean().optional() }),
  actions: z
    .array(z.looseObject({ action_id: z.string(), block_id: z.string(), value: z.string().optional() }))
    .min(1),
  response_url: z.url({ protocol: /^https?$/ }).optional(),
  channel: z.looseObject({ id: z.string() }).optional(),
  message: z.looseObject({ ts: z.string() }).optional(),
  view: view.extend({ hash: z.string() }).optional(),
});

// https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
const blockSuggestion = z.looseObject({
  type: z.literal('block_suggestion'),
  ...interaction,
  container: z.looseObject({}),
  action_id: z.string(),
  block_id: z.string(),
  value: z.string(),
  view: view.optional(),
});

// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
const viewSubmission = z.looseObject({ type: z.literal('view_submission'), ...interaction, view });

const event = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string() }),
  z.looseObject({
    type: z.literal('event_callback'),
    team_id: z.string(),
    event: z.union([
      z.looseObject({ type: z.literal('app_home_opened'), user: z.string().min(1), tab: z.string() }),
      // https://docs.slack.dev/reference/events/user_change
      z.looseObject({
        type: z.literal('user_change'),
        user: z.looseObject({ id: z.string().min(1), team_id: z.string().optional() }),
        event_ts: z.string().regex(/^\d+(\.\d+)?$/),
      }),
      z
        .looseObject({ type: z.string(), item: z.looseObject({}).optional() })
        .refine(({ type }) => type !== 'app_home_opened' && type !== 'user_change'),
    ]),
  }),
]);

function problemOfForm(form: Readonly<Record<string, unknown>>): Payload | undefined {
  if (form['payload'] === undefined) {
    return problemOf(z.union([command, sslCheck]), form, 'a slash command');
  }
  const payload = typeof form['payload'] === 'string' ? parseJson(form['payload']) : undefined;
  return problemOf(
    z.discriminatedUnion('type', [blockActions, blockSuggestion, viewSubmission]),
    payload,
    'a click, a search or a form',
  );
}

function problemOf(schema: z.ZodType, value: unknown, what: string): Payload | undefined {
  return schema.safeParse(value).success
    ? undefined
    : unreadable(`This is not ${what} as Slack sends it, or it came in pieces. Send it again.`);
}

function unreadable(problem: string): Payload {
  return { readable: false, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

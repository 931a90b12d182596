import * as z from 'zod';
import { app, slackbot } from '../app.ts';
import { type Channel, nameOnTheWire } from '../channels.ts';
import { contentOf, cut } from '../content.ts';
import { type Answer, accepted, failureOf } from '../deliver.ts';
import { SlackError } from '../errors.ts';
import type { SlackUser } from '../people.ts';
import type { Workspace } from '../workspace.ts';
import { carryOut, type Outcome, type Settled } from './outcome.ts';
import { form } from './payloads.ts';

/** What an app may answer to a command. https://docs.slack.dev/interactivity/implementing-slash-commands */
const commandAnswer = z.union([
  z.string(),
  z.strictObject({
    response_type: z.enum(['ephemeral', 'in_channel']).optional(),
    text: z.string().optional(),
    blocks: z.unknown().optional(),
  }),
]);

/** Runs a slash command as `user`. A deactivated person or a guest may too: it is for the app to refuse them. */
export function command(
  workspace: Workspace,
  user: SlackUser,
  channel: Channel,
  name: string,
  text: string,
): Promise<Outcome> {
  const cause = workspace.responseUrls.issue({ user: user.id, channel: channel.id });
  const delivery = form({
    token: app.verificationToken,
    team_id: user.team_id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: nameOnTheWire(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: `${workspace.url}/response/${cause}`,
    trigger_id: workspace.triggers.issue(user.id),
  });
  return carryOut(workspace, user.id, cause, delivery, (answer) => {
    const failure = reply(workspace, user, channel, answer, cause);
    return failure === undefined ? {} : tellFailure(workspace, user, channel, name, failure, cause);
  });
}

/** Posts what the app answered; returns why it could not be. */
function reply(
  { messages }: Workspace,
  user: SlackUser,
  channel: Channel,
  answer: Answer,
  cause: string,
): string | undefined {
  if (!accepted(answer)) return failureOf(answer);
  const parsed = commandAnswer.safeParse(answer.body);
  if (!parsed.success) return 'invalid_command_response';
  const said = typeof parsed.data === 'string' ? { text: parsed.data } : parsed.data;
  if (said.text === undefined && said.blocks === undefined) return undefined;
  if (said.text === '' && said.blocks === undefined) return undefined;
  try {
    const inChannel = 'response_type' in said && said.response_type === 'in_channel';
    const to = inChannel ? {} : { ephemeralTo: user.id };
    messages.post({ ...cut(contentOf(said)), channel: channel.id, user: app.userId, ...to }, cause);
    return undefined;
  } catch (error) {
    if (error instanceof SlackError) return ['invalid_command_response', ...error.details].join(': ');
    throw error;
  }
}

function tellFailure(
  { messages }: Workspace,
  user: SlackUser,
  channel: Channel,
  name: string,
  problem: string,
  cause: string,
): Settled {
  const text = `${name} failed with the error "${problem}"`;
  const to = { channel: channel.id, user: slackbot, ephemeralTo: user.id };
  messages.post({ text, blocks: [], ...to }, cause);
  return { problem };
}

import * as z from 'zod';
import { messageObject } from '../acts/payloads.ts';
import { app } from '../app.ts';
import { limits } from '../block-kit/limits.ts';
import type { Channel } from '../channels.ts';
import { contentOf, cut } from '../content.ts';
import { SlackError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { Workspace } from '../workspace.ts';
import { destination, editableChannel, knownChannel, memberChannel } from './access.ts';
import { flag, json, type Method, method } from './method.ts';
import { permalinkOf, threadOf } from './threads.ts';

const said = {
  text: z.string().optional(),
  // Parsed by `contentOf`, because Slack's error for them is `invalid_blocks`.
  blocks: z.unknown().optional(),
};

/** Accepted as Slack accepts them; they change nothing that this workspace shows. */
const presentation = {
  mrkdwn: flag.optional(),
  parse: z.enum(['none', 'full']).optional(),
  link_names: flag.optional(),
  unfurl_links: flag.optional(),
  unfurl_media: flag.optional(),
};

const posting = {
  channel: z.string().min(1),
  ...said,
  ...presentation,
  thread_ts: z.string().optional(),
};

const at = { channel: z.string().min(1), ts: z.string().min(1) };

/** https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': method(
    { ...posting, reply_broadcast: flag.optional(), metadata: json.optional() },
    (workspace, given) => {
      const channel = destination(workspace, given.channel);
      const message = workspace.messages.post({
        ...cut(contentOf(given)),
        ...threadOf(workspace, channel, given),
        channel: channel.id,
        user: app.userId,
        ...(given.metadata === undefined ? {} : { metadata: given.metadata }),
      });
      return { channel: channel.id, ts: message.ts, message: messageObject(message, workspace.team) };
    },
  ),

  'chat.postEphemeral': method({ ...posting, user: z.string().min(1) }, (workspace, given) => {
    const channel = memberChannel(workspace, given.channel);
    if ((given.text ?? '').length > limits.messageText) throw new SlackError('msg_too_long');
    if (!workspace.people.byId(given.user)) throw new SlackError('user_not_found');
    if (!channel.members.includes(given.user)) throw new SlackError('user_not_in_channel');
    const to = { channel: channel.id, user: app.userId, ephemeralTo: given.user };
    const draft = { ...contentOf(given), ...threadOf(workspace, channel, given), ...to };
    return { message_ts: workspace.messages.post(draft).ts };
  }),

  'chat.update': method(
    { ...at, ...said, ...presentation, metadata: json.optional() },
    (workspace, given) => {
      const message = ownMessage(workspace, given, 'cant_update_message');
      if ((given.text ?? '').length > limits.updateText) throw new SlackError('msg_too_long');
      if (given.text === undefined && given.blocks === undefined) throw new SlackError('no_text');
      // Text without blocks removes the blocks; blocks without text keep the text.
      const content = contentOf({ text: given.text ?? message.text, blocks: given.blocks });
      const edited = workspace.messages.edit(message, content);
      const { channel, ts, text } = edited;
      return { channel, ts, text, message: messageObject(edited, workspace.team) };
    },
  ),

  'chat.delete': method(at, (workspace, given) => {
    const message = ownMessage(workspace, given, 'cant_delete_message');
    workspace.messages.remove(message);
    return { channel: message.channel, ts: message.ts };
  }),

  'chat.getPermalink': method(
    { channel: z.string().min(1), message_ts: z.string().min(1) },
    (workspace, given) => {
      const message = persistent(workspace, knownChannel(workspace, given.channel), given.message_ts);
      return { channel: message.channel, permalink: permalinkOf(workspace, message) };
    },
  ),

  'reactions.add': method(
    {
      channel: z.string().min(1),
      timestamp: z.string().min(1),
      name: z.string().regex(/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/),
    },
    (workspace, given) => {
      const message = persistent(workspace, memberChannel(workspace, given.channel), given.timestamp);
      const already = message.reactions.find(({ name }) => name === given.name)?.users ?? [];
      if (already.includes(app.userId)) throw new SlackError('already_reacted');
      workspace.messages.react(message, given.name, app.userId);
      return {};
    },
  ),
};

/** A message that the API can name: Slack does not keep ephemeral ones. */
function persistent({ messages }: Workspace, channel: Channel, ts: string): Message {
  const message = messages.find(channel.id, ts);
  if (!message || message.ephemeralTo !== undefined) throw new SlackError('message_not_found');
  return message;
}

function ownMessage(
  workspace: Workspace,
  given: { channel: string; ts: string },
  otherwise: string,
): Message {
  const message = persistent(workspace, editableChannel(workspace, given.channel), given.ts);
  if (message.user !== app.userId) throw new SlackError(otherwise);
  return message;
}

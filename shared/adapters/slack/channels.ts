import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { ChannelUnusableError } from '../../usecases/errors.ts';
import type { CardChannel } from '../../usecases/ports.ts';
import { answerOf, SlackCallError } from './client.ts';

/** Where cards go: names or ids of channels that the app is a member of. */
export interface CardChannels {
  readonly approvalsChannel: string;
  readonly fallbackChannel?: string;
}

/** @throws ChannelUnusableError where there is none */
export function channelNamed(channels: CardChannels, which: CardChannel): string {
  const channel = which === 'approvals' ? channels.approvalsChannel : channels.fallbackChannel;
  if (channel === undefined) throw new ChannelUnusableError(which, 'access.yaml names none');
  return channel;
}

// https://docs.slack.dev/reference/methods/chat.postMessage
const unusable: ReadonlySet<string> = new Set([
  ...['channel_not_found', 'is_archived', 'not_in_channel'],
  ...['restricted_action', 'restricted_action_read_only_channel'],
]);

/** Awaits a posting. @throws ChannelUnusableError where nothing can be posted in that channel */
export async function inChannel<Answer>(channel: string, posting: Promise<Answer>): Promise<Answer> {
  try {
    return await posting;
  } catch (error) {
    if (!(error instanceof SlackCallError && unusable.has(error.code))) throw error;
    throw new ChannelUnusableError(channel, error.code, { cause: error });
  }
}

// https://docs.slack.dev/reference/objects/conversation-object
const described = z.object({
  channel: z.object({ is_archived: z.boolean().default(false), is_member: z.boolean().default(false) }),
});

/** Whether the app can still read and write in the channel. */
export async function isUsable(slack: WebClient, channel: string): Promise<boolean> {
  try {
    const call = slack.conversations.info({ channel });
    const { is_archived, is_member } = (await answerOf('conversations.info', described, call)).channel;
    return is_member && !is_archived;
  } catch (error) {
    if (error instanceof SlackCallError && error.code === 'channel_not_found') return false;
    throw error;
  }
}

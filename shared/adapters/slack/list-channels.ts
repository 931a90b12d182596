import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { answerOf } from './client.ts';

/** A channel that the bot can see: every public one, and the private ones that it is in. */
export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isArchived: boolean;
  /** Whether the bot is in it. */
  readonly isMember: boolean;
}

// https://docs.slack.dev/reference/methods/conversations.list: at most 1,000 a page; an empty cursor is the last one's.
const listed = z.object({
  channels: z.array(
    z.object({ id: z.string(), name: z.string(), is_archived: z.boolean(), is_member: z.boolean() }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

/** Needs the scopes `channels:read` and `groups:read`. @throws SlackCallError */
export async function listChannels(slack: WebClient): Promise<readonly SlackChannel[]> {
  const channels: SlackChannel[] = [];
  let cursor: string | undefined;
  do {
    const call = slack.conversations.list({
      ...{ types: 'public_channel,private_channel', limit: 1000 },
      ...(cursor !== undefined && { cursor }),
    });
    const page = await answerOf('conversations.list', listed, call);
    channels.push(
      ...page.channels.map(({ id, name, is_archived: isArchived, is_member: isMember }) => {
        return { id, name, isArchived, isMember };
      }),
    );
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return channels;
}

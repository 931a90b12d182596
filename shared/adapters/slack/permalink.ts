import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { MessageRef } from '../../domain/request.ts';
import { answerOf, SlackCallError } from './client.ts';

const linked = z.object({ permalink: z.url({ protocol: /^https$/ }) });

/** A link to a message, which only helps: nothing where Slack has none. */
export async function linkTo(slack: WebClient, { channel, ts }: MessageRef): Promise<string | undefined> {
  try {
    const call = slack.chat.getPermalink({ channel, message_ts: ts });
    return (await answerOf('chat.getPermalink', linked, call)).permalink;
  } catch (error) {
    if (error instanceof SlackCallError) return undefined;
    throw error;
  }
}

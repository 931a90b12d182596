import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { AlarmMessenger } from '../../usecases/alarm-ports.ts';
import { ChannelUnusableError } from '../../usecases/errors.ts';
import type { Posted } from '../../usecases/ports.ts';
import { type CardChannels, inChannel } from './channels.ts';
import { answerOf } from './client.ts';
import { fingerprintOf } from './content.ts';
import { linkTo } from './permalink.ts';
import { messageIsGone, unless } from './unless.ts';
import { usergroupIds } from './usergroups.ts';
import { alarmMessage } from './views/alarm-message.ts';
import { alarmStep } from './views/alarm-step.ts';
import type { Message } from './views/blocks.ts';

const postedAt = z.object({ channel: z.string(), ts: z.string() });
const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Tells the channel of a break-glass, or the one that stands in where that cannot be used. Throws SlackCallError. */
export function slackAlarmMessenger(slack: WebClient, { fallbackChannel }: CardChannels): AlarmMessenger {
  return {
    post: async (request) => {
      const message = alarmMessage(request);
      const { channel } = request.breakGlass.terms;
      try {
        return await post(slack, channel, message);
      } catch (error) {
        if (!(error instanceof ChannelUnusableError) || fallbackChannel === undefined) throw error;
        return post(slack, fallbackChannel, message);
      }
    },
    linkTo: (place) => linkTo(slack, place),
    say: async (request, step, { channel, ts }) => {
      const message = alarmStep(request, step, await usergroupIds(slack));
      const call = slack.chat.postMessage({ channel, thread_ts: ts, ...message, ...quiet });
      await unless(messageIsGone, answerOf('chat.postMessage', postedAt, call));
    },
  };
}

async function post(slack: WebClient, channel: string, message: Message): Promise<Posted> {
  const call = slack.chat.postMessage({ channel, ...message, ...quiet });
  const place = await inChannel(channel, answerOf('chat.postMessage', postedAt, call));
  return { place, shows: fingerprintOf(message) };
}

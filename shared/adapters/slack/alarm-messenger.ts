import type { WebClient } from '@slack/web-api';
import type { AlarmMessenger } from '../../usecases/alarm-ports.ts';
import { ChannelUnusableError } from '../../usecases/errors.ts';
import type { Posted } from '../../usecases/ports.ts';
import { type CardChannels, inChannel } from './channels.ts';
import { fingerprintOf } from './content.ts';
import { linkTo } from './permalink.ts';
import { post, sayUnder } from './say.ts';
import { usergroupIds } from './usergroups.ts';
import { alarmMessage } from './views/alarm-message.ts';
import { alarmStep } from './views/alarm-step.ts';
import type { Message } from './views/blocks.ts';

/** Tells the channel of a break-glass, or the one that stands in where that cannot be used. Throws SlackCallError. */
export function slackAlarmMessenger(slack: WebClient, { fallbackChannel }: CardChannels): AlarmMessenger {
  return {
    post: async (request) => {
      const message = alarmMessage(request);
      const { channel } = request.breakGlass.terms;
      try {
        return await postIn(slack, channel, message);
      } catch (error) {
        if (!(error instanceof ChannelUnusableError) || fallbackChannel === undefined) throw error;
        return postIn(slack, fallbackChannel, message);
      }
    },
    linkTo: (place) => linkTo(slack, place),
    say: async (request, step, place) =>
      sayUnder(slack, place, alarmStep(request, step, await usergroupIds(slack))),
  };
}

async function postIn(slack: WebClient, channel: string, message: Message): Promise<Posted> {
  const place = await inChannel(channel, post(slack, channel, message));
  return { place, shows: fingerprintOf(message) };
}

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SweepTeller } from '../../usecases/sweep-ports.ts';
import { answerOf } from './client.ts';
import { nobodyToTell, unless } from './unless.ts';
import type { Message } from './views/blocks.ts';
import { findingsMessage, sweptMessage } from './views/findings.ts';

const done = z.object({});
const opened = z.object({ channel: z.object({ id: z.string() }) });

/** Says what sweeps find; throws SlackCallError. @param securityChannel without it, findings are alarms in the log alone */
export function slackSweepTeller(slack: WebClient, securityChannel: string | undefined): SweepTeller {
  const post = (channel: string, message: Message) =>
    answerOf(
      'chat.postMessage',
      done,
      slack.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false }),
    );
  return {
    tellFindings: async (findings) => {
      if (securityChannel !== undefined) await post(securityChannel, findingsMessage(findings));
    },
    tellSweeper: async (users, report) => {
      const opening = answerOf('conversations.open', opened, slack.conversations.open({ users }));
      const place = await unless(nobodyToTell, opening);
      if (place !== undefined) await post(place.channel.id, sweptMessage(report));
    },
  };
}

import type { WebClient } from '@slack/web-api';
import type { Request } from '../../domain/request.ts';
import type { Messenger, Posted } from '../../usecases/ports.ts';
import { type CardChannels, channelNamed, inChannel, isUsable } from './channels.ts';
import { contentOf, fingerprintOf } from './content.ts';
import { edit, post, tellPerson } from './say.ts';
import { usergroupIds } from './usergroups.ts';
import type { Message } from './views/blocks.ts';
import { approvalCard } from './views/card.ts';
import { directMessage } from './views/direct-message.ts';
import { endingMessage } from './views/ending-message.ts';
import { nobodyAskedMessage } from './views/nobody-asked.ts';
import { openingMessage } from './views/opening-message.ts';

/** Says things in Slack; throws SlackCallError. */
export function slackMessenger(slack: WebClient, channels: CardChannels): Messenger {
  return {
    postCard: async (request, roleRules, where) => {
      const channel = channelNamed(channels, where);
      const card = approvalCard(request, { roleRules, usergroups: await usergroupIds(slack) });
      const place = await inChannel(channel, post(slack, channel, card));
      return { place, shows: fingerprintOf(card) };
    },
    isCardSeen: ({ channel }) => isUsable(slack, channel),
    update: async (message, request, shows) => {
      const content = await contentOf(slack, message, request);
      const fingerprint = fingerprintOf(content);
      if (fingerprint !== shows) await edit(slack, message.place, content);
      return fingerprint;
    },
    tellRequester: async (request) => {
      const message = messageOf(request);
      return message && tell(slack, request, message);
    },
    warnRequester: (request) => tell(slack, request, endingMessage(request, request.window.closesAt)),
    tellNobodyAsked: async (request) => {
      await tell(slack, request, nobodyAskedMessage(request));
    },
  };
}

function messageOf(request: Request): Message | undefined {
  switch (request.status) {
    case 'active':
      return openingMessage(request);
    case 'ended':
    case 'applied':
    case 'denied':
    case 'lapsed':
    case 'failed':
      return directMessage(request);
    default:
      return undefined;
  }
}

async function tell(slack: WebClient, { requester }: Request, message: Message): Promise<Posted | undefined> {
  const place = await tellPerson(slack, requester, message);
  return place && { place, shows: fingerprintOf(message) };
}

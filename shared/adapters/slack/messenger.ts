import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { isSlackAccount, type Person } from '../../domain/person.ts';
import type { Request } from '../../domain/request.ts';
import type { Messenger, Posted } from '../../usecases/ports.ts';
import { type CardChannels, channelNamed, inChannel, isUsable } from './channels.ts';
import { answerOf } from './client.ts';
import { contentOf, fingerprintOf } from './content.ts';
import { accountOf } from './rosters.ts';
import { messageIsGone, nobodyToTell, unless } from './unless.ts';
import { usergroupIds } from './usergroups.ts';
import type { Message } from './views/blocks.ts';
import { approvalCard } from './views/card.ts';
import { directMessage } from './views/direct-message.ts';
import { endingMessage } from './views/ending-message.ts';
import { nobodyAskedMessage } from './views/nobody-asked.ts';
import { openingMessage } from './views/opening-message.ts';

const postedAt = z.object({ channel: z.string(), ts: z.string() });
const done = z.object({});
const opened = z.object({ channel: z.object({ id: z.string() }) });
const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Says things in Slack; throws SlackCallError. */
export function slackMessenger(slack: WebClient, channels: CardChannels): Messenger {
  return {
    postCard: async (request, roleRules, where) => {
      const channel = channelNamed(channels, where);
      const card = approvalCard(request, { roleRules, usergroups: await usergroupIds(slack) });
      return inChannel(channel, post(slack, channel, card));
    },
    isCardSeen: ({ channel }) => isUsable(slack, channel),
    update: async (message, request, shows) => {
      const content = await contentOf(slack, message, request);
      const fingerprint = fingerprintOf(content);
      if (fingerprint === shows) return fingerprint;
      const call = slack.chat.update({ ...message.place, ...content });
      await unless(messageIsGone, answerOf('chat.update', done, call));
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
  const account = await accountIdOf(slack, requester);
  return account === undefined ? undefined : unless(nobodyToTell, postTo(slack, account, message));
}

// Whoever asked while Slack did not answer is known by their address alone.
async function accountIdOf(slack: WebClient, person: Person): Promise<string | undefined> {
  return isSlackAccount(person) ? person.userId : (await accountOf(slack, person.email))?.[0];
}

async function postTo(slack: WebClient, users: string, message: Message): Promise<Posted> {
  const { channel } = await answerOf('conversations.open', opened, slack.conversations.open({ users }));
  return post(slack, channel.id, message);
}

async function post(slack: WebClient, channel: string, message: Message): Promise<Posted> {
  const call = slack.chat.postMessage({ channel, ...message, ...quiet });
  return { place: await answerOf('chat.postMessage', postedAt, call), shows: fingerprintOf(message) };
}

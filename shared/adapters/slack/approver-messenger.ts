import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { MessageRef } from '../../domain/request.ts';
import type { ApproverMessenger } from '../../usecases/approver-ports.ts';
import { answerOf } from './client.ts';
import { linkTo } from './permalink.ts';
import { messageIsGone, nobodyToTell, unless } from './unless.ts';
import { usergroupIds } from './usergroups.ts';
import { askingMessage, settledMessage, strandedMessage, threadMessage } from './views/asking-message.ts';
import type { Message } from './views/blocks.ts';

const posted = z.object({ channel: z.string(), ts: z.string() });
const opened = z.object({ channel: z.object({ id: z.string() }) });
const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Asks approvers alone, and says things under the card. Throws SlackCallError. */
export function slackApproverMessenger(slack: WebClient): ApproverMessenger {
  return {
    ask: async (request, asking) => {
      const [usergroups, cardUrl] = await Promise.all([
        usergroupIds(slack),
        request.card && linkTo(slack, request.card),
      ]);
      const message = askingMessage(request, asking, { usergroups, ...(cardUrl && { cardUrl }) });
      return tell(slack, asking.userId, message);
    },
    settle: async (request, message) => {
      if (request.status === 'pending') return;
      const call = slack.chat.update({ ...message, ...settledMessage(request) });
      await unless(messageIsGone, answerOf('chat.update', z.object({}), call));
    },
    note: async (request, note, people) => {
      if (request.card === undefined) return;
      const message = threadMessage(request, note, people, await usergroupIds(slack));
      const { channel, ts } = request.card;
      const call = slack.chat.postMessage({ channel, thread_ts: ts, ...message, ...quiet });
      await unless(messageIsGone, answerOf('chat.postMessage', posted, call));
    },
    tellStranded: async (request) => {
      await tell(slack, request.requester.userId, strandedMessage(request));
    },
  };
}

async function tell(slack: WebClient, users: string, message: Message): Promise<MessageRef | undefined> {
  const opening = answerOf('conversations.open', opened, slack.conversations.open({ users }));
  const place = await unless(nobodyToTell, opening);
  if (place === undefined) return undefined;
  const call = slack.chat.postMessage({ channel: place.channel.id, ...message, ...quiet });
  return answerOf('chat.postMessage', posted, call);
}

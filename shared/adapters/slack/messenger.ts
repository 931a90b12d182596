import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { UsergroupHandle } from '../../domain/person.ts';
import type { Request } from '../../domain/request.ts';
import type { Messenger } from '../../usecases/ports.ts';
import { answerOf, SlackCallError } from './client.ts';
import { usergroupIds } from './usergroups.ts';
import { approvalCard } from './views/card.ts';
import { directMessage, isTold, type Told } from './views/direct-message.ts';

const posted = z.object({ channel: z.string(), ts: z.string() });
const done = z.object({});
const opened = z.object({ channel: z.object({ id: z.string() }) });
const quiet = { unfurl_links: false, unfurl_media: false } as const;

/**
 * Says things in Slack; throws SlackCallError.
 * @param approvalsChannel name or id of the channel for the cards; the app must be a member
 */
export function slackMessenger(slack: WebClient, approvalsChannel: string): Messenger {
  return {
    postCard: async (request, roleRules) => {
      const card = approvalCard(request, { roleRules, usergroups: await usergroupIds(slack) });
      const call = slack.chat.postMessage({ channel: approvalsChannel, ...card, ...quiet });
      return answerOf('chat.postMessage', posted, call);
    },
    updateCard: async (request) => {
      if (request.card === undefined) return;
      const roleRules = request.rulesHash === undefined ? 'unreachable' : 'seen';
      const usergroups = await usergroupsToMention(slack, request);
      const call = slack.chat.update({
        ...request.card,
        ...approvalCard(request, { roleRules, usergroups }),
      });
      await unless(cardIsGone, answerOf('chat.update', done, call));
    },
    tellRequester: async (request) => {
      if (isTold(request)) await unless(nobodyToTell, tell(slack, request));
    },
  };
}

// Only a card that still asks mentions whom it asks; once it is decided, one call is saved.
async function usergroupsToMention(
  slack: WebClient,
  request: Request,
): Promise<ReadonlyMap<UsergroupHandle, string>> {
  return request.status === 'pending' ? usergroupIds(slack) : new Map();
}

async function tell(slack: WebClient, request: Told): Promise<void> {
  const users = request.requester.userId;
  const { channel } = await answerOf('conversations.open', opened, slack.conversations.open({ users }));
  const call = slack.chat.postMessage({ channel: channel.id, ...directMessage(request), ...quiet });
  await answerOf('chat.postMessage', posted, call);
}

// What can never be said any more counts as said: trying again for ever would help nobody.
const cardIsGone: ReadonlySet<string> = new Set([
  ...['message_not_found', 'cant_update_message', 'edit_window_closed'],
  ...['channel_not_found', 'is_archived'],
]);
const nobodyToTell: ReadonlySet<string> = new Set(['user_disabled', 'user_not_found', 'user_not_visible']);

async function unless(codes: ReadonlySet<string>, saying: Promise<unknown>): Promise<void> {
  try {
    await saying;
  } catch (error) {
    if (!(error instanceof SlackCallError && codes.has(error.code))) throw error;
  }
}

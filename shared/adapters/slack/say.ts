import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { isSlackAccount, type Person } from '../../domain/person.ts';
import type { MessageRef } from '../../domain/request.ts';
import { answerOf } from './client.ts';
import { accountOf } from './rosters.ts';
import { messageIsGone, nobodyToTell, unless } from './unless.ts';
import type { Message } from './views/blocks.ts';

const posted = z.object({ channel: z.string(), ts: z.string() });
const opened = z.object({ channel: z.object({ id: z.string() }) });
const quiet = { unfurl_links: false, unfurl_media: false } as const;

/** Posts a message, and answers where it stands. @throws SlackCallError */
export async function post(slack: WebClient, channel: string, message: Message): Promise<MessageRef> {
  const call = slack.chat.postMessage({ channel, ...message, ...quiet });
  return answerOf('chat.postMessage', posted, call);
}

/** Says something in the thread of a message; nothing where that is gone. @throws SlackCallError */
export async function sayUnder(slack: WebClient, place: MessageRef, message: Message): Promise<void> {
  const { channel, ts } = place;
  const call = slack.chat.postMessage({ channel, thread_ts: ts, ...message, ...quiet });
  await unless(messageIsGone, answerOf('chat.postMessage', posted, call));
}

/** Puts other content into a message; nothing where that is gone. @throws SlackCallError */
export async function edit(slack: WebClient, place: MessageRef, message: Message): Promise<void> {
  const call = slack.chat.update({ ...place, ...message });
  await unless(messageIsGone, answerOf('chat.update', z.object({}), call));
}

/** Sends a direct message; answers nothing where the account takes none any more. @throws SlackCallError */
export async function tellAccount(
  slack: WebClient,
  userId: string,
  message: Message,
): Promise<MessageRef | undefined> {
  return unless(nobodyToTell, sendTo(slack, userId, message));
}

/** As `tellAccount`, to whoever the person is in Slack now. @throws SlackCallError */
export async function tellPerson(
  slack: WebClient,
  person: Person,
  message: Message,
): Promise<MessageRef | undefined> {
  const userId = await accountIdOf(slack, person);
  return userId === undefined ? undefined : tellAccount(slack, userId, message);
}

// Whoever asked while Slack did not answer is known by their address alone.
async function accountIdOf(slack: WebClient, person: Person): Promise<string | undefined> {
  return isSlackAccount(person) ? person.userId : (await accountOf(slack, person.email))?.[0];
}

async function sendTo(slack: WebClient, users: string, message: Message): Promise<MessageRef> {
  const { channel } = await answerOf('conversations.open', opened, slack.conversations.open({ users }));
  return post(slack, channel.id, message);
}

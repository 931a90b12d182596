import type { Channel } from '../channels.ts';
import { SlackError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { Workspace } from '../workspace.ts';

interface Threaded {
  readonly thread_ts?: string | undefined;
  readonly reply_broadcast?: boolean | undefined;
}

/** Where a new message stands in a thread, if it does; one that answers a reply joins that reply's thread. */
export function threadOf(
  { messages }: Workspace,
  channel: Channel,
  { thread_ts: ts, reply_broadcast: broadcast }: Threaded,
): Pick<Message, 'threadTs' | 'broadcast'> {
  if (ts === undefined) return {};
  const parent = messages.find(channel.id, ts);
  // Slack documents no error for a thread that is not there; what nobody would see must not seem to have worked.
  if (!parent) throw new SlackError('thread_not_found');
  if (parent.ephemeralTo !== undefined) throw new SlackError('cannot_reply_to_message');
  return { threadTs: parent.threadTs ?? parent.ts, ...(broadcast && { broadcast }) };
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink: a reply's names its thread. */
export function permalinkOf({ team }: Workspace, { channel, ts, threadTs }: Message): string {
  const inThread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channel}`;
  return `https://${team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${inThread}`;
}

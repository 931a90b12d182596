import type { Channel, Message } from './types.ts';

/** Where a persona can look: public channels, and where they are a member. */
export function isOpenTo({ kind, members }: Channel, user: string): boolean {
  return kind === 'public' || members.includes(user);
}

/** The messages that this person can see. */
export function visibleTo(messages: readonly Message[], user: string): readonly Message[] {
  return messages.filter(({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === user);
}

/** What stands in the channel itself: all but replies that stand in their thread alone. */
export function inChannel(messages: readonly Message[]): readonly Message[] {
  return messages.filter(({ threadTs, broadcast }) => threadTs === undefined || broadcast === true);
}

/** The replies of each thread, by the ts of the message that began it. */
export function repliesIn(messages: readonly Message[]): ReadonlyMap<string, readonly Message[]> {
  const replies = messages.filter(({ threadTs }) => threadTs !== undefined);
  return Map.groupBy(replies, ({ threadTs }) => threadTs ?? '');
}

/** How many messages came after `seen`, a ts. */
export function unreadSince(messages: readonly Message[], seen: string): number {
  return messages.filter(({ ts }) => Number(ts) > Number(seen)).length;
}

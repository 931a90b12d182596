import type { State } from './model/state.ts';
import type { Channel, User } from './model/types.ts';

/** Who one is in a tab and where one looks. It stands in the address, so a reload and a second tab keep their own. */
export interface Place {
  /** A user's name. */
  readonly as: string;
  /** The name of a channel, `dm` for the app's direct messages, or `home` for its Home tab. */
  readonly where: string;
  /** The ts of the message whose thread is open. */
  readonly thread?: string;
}

/** Reads `#alice/access-requests/1795297550.859000`. */
export function placeIn(hash: string): Place {
  const [as = '', where = '', thread] = hash.replace(/^#/, '').split('/').map(decoded);
  return { as: as || 'alice', where: where || 'access-requests', ...(thread && { thread }) };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    // Typed by hand, and no address of ours.
    return '';
  }
}

export function hashOf({ as, where, thread }: Place): string {
  return `#${[as, where, ...(thread === undefined ? [] : [thread])].map(encodeURIComponent).join('/')}`;
}

/** The channel at a place, as that person sees it; none in App Home. */
export function channelAt({ channels }: State, { where }: Place, user: User): Channel | undefined {
  if (where === 'home') return undefined;
  if (where === 'dm') return channels.find(({ kind, members }) => kind === 'im' && members.includes(user.id));
  return channels.find(({ name, kind }) => kind !== 'im' && name === where);
}

/** How a place calls a channel. */
export function whereIs({ kind, name }: Channel): string {
  return kind === 'im' ? 'dm' : name;
}

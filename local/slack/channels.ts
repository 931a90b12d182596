import type { Collection } from '../store.ts';
import { app } from './app.ts';
import { listed, NotInWorkspace } from './errors.ts';
import type { People, SlackUser } from './people.ts';

/** A channel as the caller describes it. `id` is `C…`; without `members` everybody and the app are in it. */
export interface ChannelSeed {
  readonly id: string;
  readonly name: string;
  readonly members?: readonly string[];
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
}

/** A channel, or a person's direct messages with the app. */
export interface Channel {
  readonly id: string;
  /** `access-requests`, or `dm-alice` for a direct message. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly isArchived: boolean;
  /** User ids, the app's among them where it is a member. */
  readonly members: readonly string[];
}

export interface ChannelChange {
  readonly archived?: boolean | undefined;
  /** Whether the app is a member. */
  readonly botMember?: boolean | undefined;
}

export interface Channels {
  all(): readonly Channel[];
  byId(id: string): Channel | undefined;
  /** The channel with this id or name (with or without `#`); throws `NotInWorkspace` for any other. */
  find(idOrName: string): Channel;
  /** The direct messages between this person and the app. They exist from the start and cannot be closed. */
  directMessages(user: SlackUser): Channel;
  /** Changes a channel that is no direct message. */
  change(channel: Channel, change: ChannelChange): Channel;
}

/** What has been changed about a channel is stored; a direct message is derived from its person. */
export function openChannels(
  changes: Collection<ChannelChange>,
  seeds: readonly ChannelSeed[],
  people: People,
): Channels {
  const named = (): Channel[] => {
    const everybody = people.all().map((user) => user.id);
    return seeds.map((seed) => channelOf(seed, everybody, changes.get(seed.id) ?? {}));
  };
  const all = () => [
    ...named(),
    ...people
      .all()
      .filter((user) => user.id !== app.userId)
      .map(directMessages),
  ];
  const find = (idOrName: string): Channel => {
    const wanted = idOrName.replace(/^#/, '');
    const channel = all().find((each) => each.id === wanted || each.name === wanted);
    if (channel) return channel;
    const names = all().map((each) => each.name);
    throw new NotInWorkspace(`There is no channel "${idOrName}". The channels are ${listed(names)}.`);
  };
  return {
    all,
    byId: (id) => all().find((channel) => channel.id === id),
    find,
    directMessages,
    change: (
      channel,
      { archived = channel.isArchived, botMember = channel.members.includes(app.userId) },
    ) => {
      changes.put(channel.id, { archived, botMember });
      return find(channel.id);
    },
  };
}

function channelOf(seed: ChannelSeed, everybody: readonly string[], change: ChannelChange): Channel {
  const members = seed.members ?? everybody;
  const { archived = seed.isArchived ?? false, botMember = members.includes(app.userId) } = change;
  const people = members.filter((id) => id !== app.userId);
  return {
    id: seed.id,
    name: seed.name,
    kind: seed.isPrivate ? 'private' : 'public',
    isArchived: archived,
    members: botMember ? [...people, app.userId] : people,
  };
}

function directMessages(user: SlackUser): Channel {
  return {
    id: `D${user.id.slice(1)}`,
    name: `dm-${user.name}`,
    kind: 'im',
    isArchived: false,
    members: [user.id, app.userId],
  };
}

/** Slack calls every direct message by this name in what it sends to an app. */
export function nameOnTheWire(channel: Channel): string {
  return channel.kind === 'im' ? 'directmessage' : channel.name;
}

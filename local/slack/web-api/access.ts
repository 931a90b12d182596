import { app } from '../app.ts';
import type { Channel } from '../channels.ts';
import { SlackError } from '../errors.ts';
import type { SlackUser } from '../people.ts';
import type { Workspace } from '../workspace.ts';

/** The channel with this id that the app may know of; a private one that it is not in does not exist for it. */
export function knownChannel({ channels }: Workspace, id: string): Channel {
  const channel = channels.byId(id);
  if (!channel || (channel.kind === 'private' && !channel.members.includes(app.userId))) {
    throw new SlackError('channel_not_found');
  }
  return channel;
}

/** The channel with this id, which the app may post to. */
export function memberChannel(workspace: Workspace, id: string): Channel {
  return writable(knownChannel(workspace, id));
}

/** The channel with this id, in which the app may change its messages. Slack has an error of its own for archived ones. */
export function editableChannel(workspace: Workspace, id: string): Channel {
  const channel = knownChannel(workspace, id);
  if (channel.isArchived) throw new SlackError('is_inactive');
  return writable(channel);
}

/** Where chat.postMessage posts: a channel's id or name, or a person's id for their direct messages. */
export function destination(workspace: Workspace, idOrName: string): Channel {
  const { channels, people } = workspace;
  const user = people.byId(idOrName);
  if (user && user.id !== app.userId) return channels.directMessages(user);
  const name = idOrName.replace(/^#/, '');
  const named = channels.all().find((channel) => channel.kind !== 'im' && channel.name === name);
  return writable(knownChannel(workspace, named?.id ?? idOrName));
}

export function knownUser({ people }: Workspace, id: string): SlackUser {
  const user = people.byId(id);
  if (!user) throw new SlackError('user_not_found');
  return user;
}

function writable(channel: Channel): Channel {
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!channel.members.includes(app.userId)) throw new SlackError('not_in_channel');
  return channel;
}

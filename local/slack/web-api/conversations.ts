import * as z from 'zod';
import { app } from '../app.ts';
import type { Channel } from '../channels.ts';
import { SlackError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { knownChannel, knownUser } from './access.ts';
import { flag, type Method, method, page, paging } from './method.ts';

const kindOf = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: undefined } as const;

/** A comma-separated list of kinds of conversation. */
const types = z
  .string()
  .transform((list) => list.split(',').map((each) => each.trim()))
  .pipe(z.array(z.enum(['public_channel', 'private_channel', 'im', 'mpim'])));

/** https://docs.slack.dev/reference/methods/conversations.list and its neighbours */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.open': method(
    {
      users: z.string().optional(),
      channel: z.string().optional(),
      return_im: flag.optional(),
      prevent_creation: flag.optional(),
    },
    (workspace, given) => {
      const channel =
        given.users === undefined ? knownIm(workspace, given.channel) : im(workspace, given.users);
      const shown = given.return_im ? channelObject(channel) : { id: channel.id };
      return { no_op: true, already_open: true, channel: shown };
    },
  ),

  'conversations.info': method(
    {
      channel: z.string().min(1),
      include_locale: flag.optional(),
      include_num_members: flag.optional(),
    },
    (workspace, given) => ({ channel: channelObject(knownChannel(workspace, given.channel)) }),
  ),

  'conversations.list': method(
    {
      ...paging,
      types: types.optional(),
      exclude_archived: flag.optional(),
    },
    ({ channels }, given) => {
      const kinds = (given.types ?? ['public_channel' as const]).map((type) => kindOf[type]);
      const wanted = channels
        .all()
        .filter((channel) => kinds.includes(channel.kind))
        .filter((channel) => channel.kind !== 'private' || channel.members.includes(app.userId))
        .filter((channel) => !(given.exclude_archived && channel.isArchived));
      const { items, response_metadata } = page(wanted, given);
      return { channels: items.map(channelObject), response_metadata };
    },
  ),

  'conversations.members': method({ ...paging, channel: z.string().min(1) }, (workspace, given) => {
    const { items, response_metadata } = page(knownChannel(workspace, given.channel).members, given);
    return { members: items, response_metadata };
  }),
};

function im(workspace: Workspace, users: string): Channel {
  const ids = users.split(',').map((each) => each.trim());
  const [id, ...others] = ids;
  if (id === undefined || id === '') throw new SlackError('users_list_not_supplied');
  if (others.length > 0) {
    throw new SlackError('invalid_arguments', ['group messages are not part of this workspace']);
  }
  const user = knownUser(workspace, id);
  if (user.id === app.userId) throw new SlackError('cannot_dm_bot');
  if (user.deleted) throw new SlackError('user_disabled');
  return workspace.channels.directMessages(user);
}

function knownIm(workspace: Workspace, id: string | undefined): Channel {
  if (id === undefined) throw new SlackError('users_list_not_supplied');
  return knownChannel(workspace, id);
}

function channelObject(channel: Channel) {
  const isIm = channel.kind === 'im';
  return {
    id: channel.id,
    ...(isIm ? { user: channel.members[0] } : { name: channel.name, name_normalized: channel.name }),
    is_channel: !isIm,
    is_group: false,
    is_im: isIm,
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.isArchived,
    is_member: channel.members.includes(app.userId),
    num_members: channel.members.length,
  };
}

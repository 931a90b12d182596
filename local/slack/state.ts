import type { Block } from './block-kit/blocks.ts';
import type { Channel } from './channels.ts';
import type { Message } from './messages.ts';
import type { SlackUser } from './people.ts';
import type { Usergroup } from './usergroups.ts';
import type { View } from './views.ts';
import type { Workspace } from './workspace.ts';

/** A message as the local API shows one. */
export interface ShownMessage {
  readonly ts: string;
  /** Channel id. */
  readonly channel: string;
  /** The author's user id. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The id of the only user who sees it. */
  readonly ephemeralTo?: string;
  readonly threadTs?: string;
  /** A reply that stands in the channel too. */
  readonly broadcast?: boolean;
  readonly editedTs?: string;
  readonly reactions: Message['reactions'];
}

/** The `slack` member of `GET /local/state`. */
export interface SlackState {
  readonly users: readonly SlackUser[];
  readonly usergroups: readonly Usergroup[];
  readonly channels: readonly (Pick<Channel, 'id' | 'name' | 'kind' | 'isArchived' | 'members'> & {
    readonly messages: readonly ShownMessage[];
  })[];
  /** Open modals, each with the id of the person who sees it. */
  readonly views: readonly (View & { readonly user: string })[];
  /** Home tabs by user id. */
  readonly homes: Readonly<Record<string, View>>;
}

export function slackState({ people, usergroups, channels, messages, views }: Workspace): SlackState {
  const byChannel = messages.byChannel();
  return {
    users: people.all(),
    usergroups: usergroups.all(),
    channels: channels.all().map(({ id, name, kind, isArchived, members }) => ({
      id,
      name,
      kind,
      isArchived,
      members,
      messages: (byChannel.get(id) ?? []).map(messageView),
    })),
    views: views.allModals().map(({ user, view }) => ({ ...view, user })),
    homes: Object.fromEntries(views.allHomes().map(({ user, view }) => [user, view])),
  };
}

export function messageView(message: Message): ShownMessage {
  const { metadata, gone, ...shown } = message;
  return shown;
}

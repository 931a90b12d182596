import type { Channel } from '../channels.ts';
import { NotInWorkspace } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { SlackUser } from '../people.ts';
import type { Shown } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** Whether a person can see a message: their own ephemeral ones, public channels, and where they are a member. */
export function isVisible(workspace: Workspace, message: Message, userId: string): boolean {
  if (message.ephemeralTo !== undefined && message.ephemeralTo !== userId) return false;
  const channel = workspace.channels.byId(message.channel);
  return channel?.kind === 'public' || (channel?.members.includes(userId) ?? false);
}

/** The message that a person acts on; throws `NotInWorkspace` for one that they cannot see. */
export function visibleMessage(workspace: Workspace, user: SlackUser, channel: Channel, ts: string): Message {
  const message = workspace.messages.find(channel.id, ts);
  if (message && isVisible(workspace, message, user.id)) return message;
  throw new NotInWorkspace(
    `${user.name} sees no message ${ts} in ${channel.name}. Take channel and ts from GET /local/state.`,
  );
}

/** The open view that a person acts on; throws `NotInWorkspace` for any other. */
export function openView(workspace: Workspace, user: SlackUser, viewId: string): Shown {
  const shown = workspace.views.find(viewId);
  if (shown?.user === user.id) return shown;
  throw new NotInWorkspace(
    `${user.name} has no view "${viewId}" open. Open it again, or take the id from GET /local/state.`,
  );
}

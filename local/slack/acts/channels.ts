import { app, slackbot } from '../app.ts';
import type { Channel, ChannelChange } from '../channels.ts';
import { NotPossible } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { type EventOutcome, tellEach } from './events.ts';

/**
 * Archives a channel or takes it back, takes the app out or in, and sends the events that Slack sends for what is
 * different then. @throws NotPossible for direct messages
 */
export async function changeChannel(
  workspace: Workspace,
  before: Channel,
  change: ChannelChange,
): Promise<EventOutcome & { readonly channel: Channel }> {
  if (before.kind === 'im') {
    throw new NotPossible('Direct messages cannot be archived or left. Name another channel.');
  }
  const channel = workspace.channels.change(before, change);
  return { channel, ...(await tellEach(workspace, eventsOf(workspace, before, channel))) };
}

/** https://docs.slack.dev/reference/events: a private channel's events are those of a group. */
function eventsOf({ team }: Workspace, before: Channel, after: Channel) {
  const family = after.kind === 'private' ? 'group' : 'channel';
  const { id: channel } = after;
  const isMember = (where: Channel) => where.members.includes(app.userId);
  const member = { user: app.userId, channel, channel_type: 'C', team: team.id };
  return [
    ...(after.isArchived && !before.isArchived
      ? [{ type: `${family}_archive`, channel, user: slackbot }]
      : []),
    ...(before.isArchived && !after.isArchived
      ? [{ type: `${family}_unarchive`, channel, user: slackbot }]
      : []),
    ...(isMember(after) && !isMember(before) ? [{ type: 'member_joined_channel', ...member }] : []),
    ...(isMember(before) && !isMember(after)
      ? [
          { type: 'member_left_channel', ...member },
          { type: `${family}_left`, channel, actor_id: slackbot },
        ]
      : []),
  ];
}

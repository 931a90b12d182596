import { app } from '../app.ts';
import { type Channel, nameOnTheWire } from '../channels.ts';
import type { Delivery } from '../deliver.ts';
import type { Message } from '../messages.ts';
import type { SlackUser } from '../people.ts';
import type { Usergroup } from '../usergroups.ts';
import type { Values } from '../values.ts';
import type { View } from '../views.ts';
import type { Team, Workspace } from '../workspace.ts';

/** A message in the form of Slack's payloads and of the Web API. */
export function messageObject(message: Message, team: Team) {
  return {
    type: 'message',
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    user: message.user,
    bot_id: app.botId,
    app_id: app.id,
    team: team.id,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.editedTs && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}

/** Who counts in a usergroup: Slack drops a deactivated person from every one of them. */
export function usergroupMembers({ people }: Workspace, group: Usergroup): readonly string[] {
  return group.users.filter((id) => people.byId(id)?.deleted === false);
}

/** A usergroup in the form of Slack's events and of the Web API. */
export function usergroupObject(workspace: Workspace, group: Usergroup, withUsers: boolean) {
  const users = usergroupMembers(workspace, group);
  return {
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    date_update: group.updated,
    date_delete: group.deleted ? group.updated : 0,
    user_count: users.length,
    ...(withUsers && { users }),
  };
}

/** What all interaction payloads carry. https://docs.slack.dev/reference/interaction-payloads */
export function interactionBase(user: SlackUser, team: Team) {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    api_app_id: app.id,
    token: app.verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Where in a channel something was done. An ephemeral message is not sent along, as Slack does not keep it. */
export function messageContext(message: Message, channel: Channel, team: Team) {
  const ephemeral = message.ephemeralTo !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
    },
    channel: { id: channel.id, name: nameOnTheWire(channel) },
    ...(ephemeral ? {} : { message: messageObject(message, team) }),
  };
}

/** In which view something was done. */
export function viewContext(view: View) {
  return { container: { type: 'view', view_id: view.id }, view };
}

export function viewWith(view: View, values: Values): View {
  return { ...view, state: { values } };
}

/** An interaction payload as Slack posts it. */
export function interaction(payload: Record<string, unknown>): Delivery {
  return form({ payload: JSON.stringify(payload) });
}

export function form(fields: Record<string, string>): Delivery {
  return {
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  };
}

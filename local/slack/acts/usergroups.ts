import { NotInWorkspace } from '../errors.ts';
import { generatedPeople } from '../people.ts';
import type { Usergroup, UsergroupChange } from '../usergroups.ts';
import type { Workspace } from '../workspace.ts';
import { type EventOutcome, tellEach } from './events.ts';
import { usergroupObject } from './payloads.ts';

/** How a usergroup is to be; what is left out stays. */
export interface UsergroupWish extends UsergroupChange {
  /** How many made-up people join those in `users`. */
  readonly generate?: number | undefined;
}

/**
 * Changes the usergroup with this handle, or makes it where its members are given, and sends the events that Slack
 * sends. Made-up people come without a word of theirs. @throws NotInWorkspace
 */
export async function changeUsergroup(
  workspace: Workspace,
  handle: string,
  { generate = 0, ...wish }: UsergroupWish,
): Promise<EventOutcome & { readonly usergroup: Usergroup }> {
  const made = generatedPeople(generate);
  workspace.people.add(made);
  const users = made.length > 0 ? [...(wish.users ?? []), ...made.map(({ id }) => id)] : wish.users;
  const { usergroups } = workspace;
  const before = usergroups.byHandle(handle);
  if (before === undefined && users === undefined) throw new NotInWorkspace(noSuchGroup(workspace, handle));
  const change = { ...wish, users };
  const usergroup = before ? usergroups.change(before, change) : usergroups.create(handle, change);
  return { usergroup, ...(await tellEach(workspace, eventsOf(workspace, before, usergroup))) };
}

function noSuchGroup({ usergroups }: Workspace, handle: string): string {
  const handles = usergroups.all().map((group) => group.handle);
  return `There is no usergroup "${handle}". The usergroups are ${handles.join(', ')}; give users to make one.`;
}

/** Slack cuts the members that an event lists: https://docs.slack.dev/reference/events/subteam_updated */
const mostUsers = 500;

function eventsOf(workspace: Workspace, before: Usergroup | undefined, after: Usergroup) {
  const { users = [], ...group } = usergroupObject(workspace, after, true);
  const subteam = { ...group, users: users.slice(0, mostUsers) };
  if (before === undefined) return [{ type: 'subteam_created', subteam }];
  const added = after.users.filter((id) => !before.users.includes(id));
  const removed = before.users.filter((id) => !after.users.includes(id));
  const updated = { type: 'subteam_updated', subteam };
  if (added.length + removed.length === 0) return [updated];
  const changed = {
    type: 'subteam_members_changed',
    subteam_id: after.id,
    team_id: workspace.team.id,
    date_previous_update: before.updated,
    date_update: after.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
  return [updated, changed];
}

import type { SlackUser, UserChange } from '../people.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { type EventOutcome, tellEach } from './events.ts';

/** Changes a person and sends `user_change`, as Slack does for every change of a profile, deactivation included. */
export async function changePerson(
  workspace: Workspace,
  user: SlackUser,
  change: UserChange,
): Promise<EventOutcome & { readonly user: SlackUser }> {
  const changed = workspace.people.change(user, change);
  const event = { type: 'user_change', user: changed, cache_ts: changed.updated };
  return { user: changed, ...(await tellEach(workspace, [event])) };
}

/** Opens the app's Home tab as `user`, which tells the app so that it may publish one. */
export async function openHome(
  workspace: Workspace,
  user: SlackUser,
): Promise<EventOutcome & { readonly view?: View }> {
  const before = workspace.views.home(user.id);
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: workspace.channels.directMessages(user).id,
    tab: 'home',
    ...(before && { view: before }),
  };
  const outcome = await tellEach(workspace, [event]);
  const view = workspace.views.home(user.id);
  return { ...outcome, ...(view && { view }) };
}

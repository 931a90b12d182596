import { type Answer, statusOf } from '../deliver.ts';
import type { SlackUser, UserChange } from '../people.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { sendEvent } from './events.ts';

/** What came of an event that was sent to the app. */
export interface EventOutcome {
  readonly status: number;
  readonly response: unknown;
}

/** Changes a person and sends `user_change`, as Slack does for every change of a profile, deactivation included. */
export async function changePerson(
  workspace: Workspace,
  user: SlackUser,
  change: UserChange,
): Promise<EventOutcome & { readonly user: SlackUser }> {
  const changed = workspace.people.change(user, change);
  const answer = await sendEvent(workspace, {
    type: 'user_change',
    user: changed,
    cache_ts: changed.updated,
  });
  return { user: changed, ...outcomeOf(answer) };
}

/** Opens the app's Home tab as `user`, which tells the app so that it may publish one. */
export async function openHome(
  workspace: Workspace,
  user: SlackUser,
): Promise<EventOutcome & { readonly view?: View }> {
  const before = workspace.views.home(user.id);
  const answer = await sendEvent(workspace, {
    type: 'app_home_opened',
    user: user.id,
    channel: workspace.channels.directMessages(user).id,
    tab: 'home',
    ...(before && { view: before }),
  });
  const view = workspace.views.home(user.id);
  return { ...outcomeOf(answer), ...(view && { view }) };
}

function outcomeOf(answer: Answer): EventOutcome {
  return { status: statusOf(answer), response: answer.kind === 'answered' ? answer.body : '' };
}

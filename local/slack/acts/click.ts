import { dispatches, interactives, type Placed } from '../block-kit/interactive.ts';
import type { Channel } from '../channels.ts';
import { chosen } from '../chosen.ts';
import { type Answer, accepted, failureOf } from '../deliver.ts';
import { NotPossible } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { SlackUser } from '../people.ts';
import { initialValues, isKept, type Value, withValue } from '../values.ts';
import type { Shown } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { type Filled, filledIn, meaningsAt, placeOf } from './fill.ts';
import { type Act, findPlaced } from './find-placed.ts';
import { carryOut, type Outcome, type Settled } from './outcome.ts';
import { interaction, interactionBase, messageContext, viewContext } from './payloads.ts';

/**
 * Acts on an element of a message. One that an edit has taken away, or that never was there but has a `value`, is
 * delivered too: people click on what they still see, and forged clicks exist.
 */
export function actOnMessage(
  workspace: Workspace,
  user: SlackUser,
  channel: Channel,
  message: Message,
  act: Act,
): Promise<Outcome> {
  const placed = findPlaced([...interactives(message.blocks), ...message.gone], act);
  if (!dispatches(message.blocks, placed)) throw new NotPossible(tellsNothing(act));
  const value = chosen(placed.element, act.value ?? null, meaningsAt(workspace, placeOf(message)));
  const initial = initialValues(message.blocks);
  const values = isKept(value) ? withValue(initial, placed.blockId, act.actionId, value) : initial;
  const response = { user: user.id, channel: channel.id, original: message.ts };
  const cause = workspace.responseUrls.issue(response);
  const delivery = interaction({
    type: 'block_actions',
    ...interactionBase(user, workspace.team),
    ...messageContext(message, channel, workspace.team),
    trigger_id: workspace.triggers.issue(user.id),
    state: { values },
    response_url: `${workspace.url}/response/${cause}`,
    actions: [action(workspace, placed, act, value)],
  });
  return carryOut(workspace, user.id, cause, delivery, problemOf);
}

/**
 * Acts on an element of a modal or of the Home tab, in which the person has put in `filled` so far; what was chosen
 * stays in the view. An input that does not dispatch keeps its value, and the app hears nothing: status 204.
 */
export function actOnView(
  workspace: Workspace,
  user: SlackUser,
  shown: Shown,
  act: Act,
  filled: Filled,
): Promise<Outcome> {
  const placed = findPlaced(interactives(shown.view.blocks), act);
  const value = chosen(placed.element, act.value ?? null, meaningsAt(workspace, shown.view.id));
  const typed = filledIn(workspace, shown.view, filled);
  const values = isKept(value) ? withValue(typed, placed.blockId, act.actionId, value) : typed;
  const view = workspace.views.fill(shown, values);
  if (!dispatches(view.blocks, placed)) {
    return Promise.resolve({ status: 204, response: '', messages: [], view });
  }
  const delivery = interaction({
    type: 'block_actions',
    ...interactionBase(user, workspace.team),
    ...viewContext(view),
    trigger_id: workspace.triggers.issue(user.id),
    actions: [action(workspace, placed, act, value)],
  });
  return carryOut(workspace, user.id, view.id, delivery, problemOf);
}

function tellsNothing({ actionId }: Act): string {
  return `"${actionId}" tells the app nothing: its input block has no dispatch_action.`;
}

function problemOf(answer: Answer): Settled {
  return accepted(answer) ? {} : { problem: failureOf(answer) };
}

function action(workspace: Workspace, placed: Placed, act: Act, value: Value) {
  return {
    ...value,
    action_id: act.actionId,
    block_id: placed.blockId,
    action_ts: (workspace.now() / 1000).toFixed(6),
  };
}

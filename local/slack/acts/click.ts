import type { Interactive } from '../block-kit/elements.ts';
import { interactives, type Placed } from '../block-kit/interactive.ts';
import type { Channel } from '../channels.ts';
import { type Answer, accepted, failureOf } from '../deliver.ts';
import { NotInWorkspace } from '../errors.ts';
import { newShortId } from '../ids.ts';
import type { Message } from '../messages.ts';
import type { SlackUser } from '../people.ts';
import { chosen, type Given, type Value, withValue } from '../values.ts';
import type { Shown } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { carryOut, type Outcome, type Settled } from './outcome.ts';
import { interaction, interactionBase, messageContext, viewContext } from './payloads.ts';

/** What a person did to one element. */
export interface Act {
  readonly actionId: string;
  /** A button's value tells it from others of the same action id; for the rest it is what was chosen. */
  readonly value?: Given | undefined;
}

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
  const placed = find([...interactives(message.blocks), ...message.gone], act);
  const response = { user: user.id, channel: channel.id, original: message.ts };
  const cause = workspace.responseUrls.issue(response);
  const delivery = interaction({
    type: 'block_actions',
    ...interactionBase(user, workspace.team),
    ...messageContext(message, channel, workspace.team),
    trigger_id: workspace.triggers.issue(user.id),
    state: { values: {} },
    response_url: `${workspace.url}/response/${cause}`,
    actions: [action(workspace, placed, act)],
  });
  return carryOut(workspace, user.id, cause, delivery, problemOf);
}

/** Acts on an element of a modal or of the Home tab; what was chosen stays in the view. */
export function actOnView(workspace: Workspace, user: SlackUser, shown: Shown, act: Act): Promise<Outcome> {
  const placed = find(interactives(shown.view.blocks), act);
  const value = chosenIn(workspace, placed, act);
  const values = withValue(shown.view.state.values, placed.blockId, act.actionId, value);
  const view = placed.element.type === 'button' ? shown.view : workspace.views.fill(shown, values);
  const delivery = interaction({
    type: 'block_actions',
    ...interactionBase(user, workspace.team),
    ...viewContext(view),
    trigger_id: workspace.triggers.issue(user.id),
    actions: [action(workspace, placed, act)],
  });
  return carryOut(workspace, user.id, view.id, delivery, problemOf);
}

function problemOf(answer: Answer): Settled {
  return accepted(answer) ? {} : { problem: failureOf(answer) };
}

function find(placed: readonly Placed[], { actionId, value }: Act): Placed {
  const named = placed.filter(({ element }) => element.action_id === actionId);
  const exact = named.find(({ element }) => element.type !== 'button' || element.value === value);
  const found = value === undefined ? named[0] : exact;
  if (found) return found;
  if (typeof value === 'string') return forgedButton(actionId, named[0]?.blockId);
  const known = placed.map(({ element }) => element.action_id).join(', ') || 'none';
  throw new NotInWorkspace(`There is no "${actionId}" to act on here. The action ids are: ${known}.`);
}

function forgedButton(actionId: string, blockId: string | undefined): Placed {
  const element: Interactive = {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: actionId },
  };
  return { blockId: blockId ?? newShortId(), element };
}

function chosenIn(workspace: Workspace, { element }: Placed, act: Act): Value {
  return chosen(element, act.value ?? null, (name) => workspace.people.find(name).id);
}

function action(workspace: Workspace, placed: Placed, act: Act) {
  return {
    ...chosenIn(workspace, placed, act),
    action_id: act.actionId,
    block_id: placed.blockId,
    action_ts: (workspace.now() / 1000).toFixed(6),
  };
}

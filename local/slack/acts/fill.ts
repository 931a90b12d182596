import { interactives } from '../block-kit/interactive.ts';
import { chosen, type Given, type Meanings } from '../chosen.ts';
import { NotPossible } from '../errors.ts';
import type { Message } from '../messages.ts';
import { isKept, type Values, withValue } from '../values.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** What a person put into a form, by block id and action id. */
export type Filled = Readonly<Record<string, Readonly<Record<string, Given>>>>;

/** The values of a form that is filled in so; what is not named keeps its value. @throws NotPossible */
export function filledIn(workspace: Workspace, view: View, filled: Filled): Values {
  const elements = interactives(view.blocks);
  let values = view.state.values;
  for (const [blockId, given] of Object.entries(filled)) {
    for (const [actionId, value] of Object.entries(given)) {
      const placed = elements.find((each) => each.blockId === blockId && each.element.action_id === actionId);
      if (!placed) throw new NotPossible(unknownInput(view, blockId, actionId));
      const put = chosen(placed.element, value, meaningsAt(workspace, view.id));
      if (isKept(put)) values = withValue(values, blockId, actionId, put);
    }
  }
  return values;
}

function unknownInput(view: View, blockId: string, actionId: string): string {
  const known = interactives(view.blocks).map((each) => `${each.blockId}.${each.element.action_id}`);
  return `This form has no input "${blockId}.${actionId}". Its inputs are ${known.join(', ') || 'none'}.`;
}

/** What names and values stand for in a view or a message. @param place as `Offers` has it */
export function meaningsAt({ people, offers }: Workspace, place: string): Meanings {
  return {
    userId: (name) => people.find(name).id,
    offered: (actionId, value) => offers.find(place, actionId, value),
  };
}

export function placeOf({ channel, ts }: Message): string {
  return `${channel}/${ts}`;
}

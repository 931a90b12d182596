import type { Interactive } from '../block-kit/elements.ts';
import type { Placed } from '../block-kit/interactive.ts';
import type { Given } from '../chosen.ts';
import { NotInWorkspace } from '../errors.ts';
import { newShortId } from '../ids.ts';

/** What a person did to one element. */
export interface Act {
  readonly actionId: string;
  /** A button's value tells it from others of the same action id; for the rest it is what was chosen. */
  readonly value?: Given | undefined;
}

/** The element that was acted on; one that is not there is a forged button where it has a value. @throws NotInWorkspace */
export function findPlaced(placed: readonly Placed[], { actionId, value }: Act): Placed {
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

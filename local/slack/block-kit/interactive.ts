import { newShortId } from '../ids.ts';
import type { Block } from './blocks.ts';
import type { Interactive } from './elements.ts';

/** An element that a person can act on, and the block it stands in. */
export interface Placed {
  readonly blockId: string;
  readonly element: Interactive;
}

/** Every element of these blocks that a person can act on, in reading order. */
export function interactives(blocks: readonly Block[]): readonly Placed[] {
  return blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({ blockId: block.block_id ?? '', element })),
  );
}

/** Whether an act on the element tells the app: in an input block only where the block dispatches. */
export function dispatches(blocks: readonly Block[], { blockId }: Placed): boolean {
  const block = blocks.find((each) => each.block_id === blockId);
  return block?.type !== 'input' || block.dispatch_action === true;
}

function elementsOf(block: Block): readonly Interactive[] {
  switch (block.type) {
    case 'actions':
      return block.elements;
    case 'input':
      return [block.element];
    case 'section':
      return block.accessory === undefined || block.accessory.type === 'image' ? [] : [block.accessory];
    default:
      return [];
  }
}

/** The same blocks with a block id on each and an action id on each interactive element, as Slack stores them. */
export function withIds(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => withElementIds({ ...block, block_id: block.block_id ?? newShortId() }));
}

function withElementIds(block: Block): Block {
  const identified = <Element extends Interactive>(element: Element): Element => ({
    ...element,
    action_id: element.action_id ?? newShortId(),
  });
  switch (block.type) {
    case 'actions':
      return { ...block, elements: block.elements.map(identified) };
    case 'input':
      return { ...block, element: identified(block.element) };
    case 'section':
      return block.accessory === undefined || block.accessory.type === 'image'
        ? block
        : { ...block, accessory: identified(block.accessory) };
    default:
      return block;
  }
}

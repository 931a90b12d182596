import type { InputBlock, ModalView } from '@slack/web-api';
import type { Identity } from '../../../domain/person.ts';
import { longestReason } from '../../../domain/reason.ts';
import type { MessageRef, Request } from '../../../domain/request.ts';
import { section } from './blocks.ts';
import { clickedCard } from './clicked-card.ts';
import { scopeInLine } from './scope.ts';
import { escaped, mention, plain, shortened } from './text.ts';

/** The form's id in submissions. */
export const handOverFormId = 'hand-over';

/** What the form asks for. Each is the id of its block and of the element in it. */
export type HandOverField = 'person' | 'note';

/** Characters. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const longestOption = 75;

/**
 * The form in which an approver asks somebody else.
 * @param choice those who could decide instead; without it Slack's own search finds people, and they are judged when
 *   the form is sent
 * @param card where the card stands that was clicked; it travels along, so that the card can be found at once
 */
export function handOverForm(
  { id, scope, requester }: Request,
  choice?: readonly Identity[],
  card?: MessageRef,
): ModalView {
  return {
    type: 'modal',
    callback_id: handOverFormId,
    private_metadata: clickedCard(id, card),
    title: plain('Ask someone else'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      section(`${mention(requester)} asks for ${scopeInLine(scope)}. You may still decide yourself.`),
      { type: 'input', block_id: 'person', label: plain('Who decides instead'), element: selectOf(choice) },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: plain('What they should know'),
        element: { type: 'plain_text_input', action_id: 'note', multiline: true },
        hint: plain(`Up to ${longestReason.toLocaleString('en')} characters. They and auditors read it.`),
      },
    ],
  };
}

function selectOf(choice: readonly Identity[] | undefined): InputBlock['element'] {
  if (choice === undefined) return { type: 'users_select', action_id: 'person' };
  const options = choice.map(({ person }) => ({
    text: plain(shortened(escaped(person.name), longestOption)),
    description: plain(shortened(escaped(person.email), longestOption)),
    value: person.userId,
  }));
  return { type: 'static_select', action_id: 'person', options };
}

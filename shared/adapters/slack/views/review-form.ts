import type { ModalView } from '@slack/web-api';
import { type BreakGlassRequest, verdicts } from '../../../domain/break-glass.ts';
import { verdictInWords } from '../../../domain/break-glass-words.ts';
import { longestReason } from '../../../domain/reason.ts';
import type { MessageRef, Request } from '../../../domain/request.ts';
import { type Message, reasonSections, section, sentence } from './blocks.ts';
import { clickedCard } from './clicked-card.ts';
import { scopeInLine } from './scope.ts';
import { code, mention, plain, when } from './text.ts';

/** The form's id in submissions. Its fields are `verdict` and `text`. */
export const reviewFormId = 'review-break-glass';

const title = plain('Review break-glass');

/** Asks a reviewer what they think of a break-glass. @param clicked the message that was clicked */
export function reviewForm(use: BreakGlassRequest, clicked?: MessageRef): ModalView {
  const { id, requester, scope, requestedAt, reason, breakGlass } = use;
  const { taken } = breakGlass;
  const looking = taken === undefined ? '' : ` ${mention(taken.by)} looks after it.`;
  return {
    type: 'modal',
    callback_id: reviewFormId,
    private_metadata: clickedCard(id, clicked),
    title,
    submit: plain('Review'),
    close: plain('Cancel'),
    blocks: [
      section(`${mention(requester)} opened ${scopeInLine(scope)} ${when(requestedAt)}, because:`),
      ...reasonSections(reason),
      section(`${code(`/k8s-access status ${id}`)} shows all that happened.${looking}`),
      {
        type: 'input',
        block_id: 'verdict',
        label: plain('Was it justified?'),
        element: {
          type: 'radio_buttons',
          action_id: 'verdict',
          options: verdicts.map((verdict) => ({ text: plain(verdictInWords(verdict)), value: verdict })),
        },
      },
      {
        type: 'input',
        block_id: 'text',
        label: plain('Why'),
        element: { type: 'plain_text_input', action_id: 'text', multiline: true },
        hint: plain(
          `Up to ${longestReason.toLocaleString('en')} characters. The person concerned and auditors read it.`,
        ),
      },
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function reviewFormAnswered({ id, requester, breakGlass }: Request): ModalView {
  const verdict = breakGlass?.review === undefined ? '' : `: ${verdictInWords(breakGlass.review.verdict)}`;
  const answer: Message = sentence(
    `The break-glass ${code(id)} of ${mention(requester)} is reviewed${verdict}.`,
  );
  return { type: 'modal', title, close: plain('Close'), blocks: answer.blocks };
}

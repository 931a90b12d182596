import type { ModalView } from '@slack/web-api';
import { type Duration, formatDuration } from '../../../domain/duration.ts';
import { longestReason } from '../../../domain/reason.ts';
import type { InStatus, MessageRef } from '../../../domain/request.ts';
import { type Message, section } from './blocks.ts';
import { clickedCard } from './clicked-card.ts';
import { scopeInLine } from './scope.ts';
import { code, plain, when } from './text.ts';

/** The form's id in submissions. */
export const extendFormId = 'extend-access';

/** Minutes that the form proposes, where there is as much left. */
const proposed = 30 as Duration;

/**
 * The form in which the holder of a window asks for more time.
 * @param left how much there is at most
 * @param clicked the message that was clicked
 */
export function extendForm(
  { id, scope, window }: InStatus<'active'>,
  left: Duration,
  clicked?: MessageRef,
): ModalView {
  const most = formatDuration(left);
  return {
    type: 'modal',
    callback_id: extendFormId,
    private_metadata: clickedCard(id, clicked),
    title: plain(title),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      section(
        `${scopeInLine(scope)}, open until ${when(window.closesAt)}. It can be ${code(most)} longer at most.`,
      ),
      {
        type: 'input',
        block_id: 'duration',
        label: plain('How much longer'),
        element: {
          type: 'plain_text_input',
          action_id: 'duration',
          initial_value: formatDuration(left < proposed ? left : proposed),
        },
        hint: plain('Such as 30m, 2h or 1h30m. It counts from the end as it is now.'),
      },
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why'),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
        hint: plain(
          `Up to ${longestReason.toLocaleString('en')} characters. Approvers and auditors read it.`,
        ),
      },
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function extendFormAnswered({ blocks }: Message): ModalView {
  return { type: 'modal', title: plain(title), close: plain('Close'), blocks };
}

const title = 'Extend access';

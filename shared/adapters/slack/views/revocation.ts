import type { KnownBlock, ModalView } from '@slack/web-api';
import { longestReason } from '../../../domain/reason.ts';
import type { Request } from '../../../domain/request.ts';
import { context, type Message, reasonSections, section } from './blocks.ts';
import { scopeInLine } from './scope.ts';
import { mention, plain } from './text.ts';

/** Why the access was revoked, where it was: what a person typed, so nothing in it is interpreted. */
export function revocationBlocks(request: Request): KnownBlock[] {
  const ending = request.status === 'closing' || request.status === 'ended' ? request : undefined;
  return ending?.cause === 'revoked'
    ? [context('Reason for revoking it, in their own words:'), ...reasonSections(ending.why)]
    : [];
}

/** The form's id in submissions. */
export const revokeFormId = 'revoke-access';

const title = plain('Revoke access');

/** The form that asks why; which request it is for travels in `private_metadata`. */
export function revokeForm(request: Request): ModalView {
  return {
    type: 'modal',
    callback_id: revokeFormId,
    private_metadata: request.id,
    title,
    submit: plain('Revoke'),
    close: plain('Cancel'),
    blocks: [
      section(`${scopeInLine(request.scope)}, held by ${mention(request.requester)}. It ends at once.`),
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why'),
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true },
        hint: plain(
          `Up to ${longestReason.toLocaleString('en')} characters. The person concerned and auditors read it.`,
        ),
      },
    ],
  };
}

/** What stands in the form's place once it was sent. */
export function revokeFormAnswered(answer: Message): ModalView {
  return { type: 'modal', title, close: plain('Close'), blocks: answer.blocks };
}

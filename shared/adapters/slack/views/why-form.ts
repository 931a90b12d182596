import type { ModalView } from '@slack/web-api';
import { longestReason } from '../../../domain/reason.ts';
import type { Request } from '../../../domain/request.ts';
import { type Message, section } from './blocks.ts';
import { clickedCard } from './clicked-card.ts';
import { scopeInLine } from './scope.ts';
import { mention, plain } from './text.ts';

// The forms that ask why somebody takes something away.

/** The ids of the forms in submissions. */
export const revokeFormId = 'revoke-access';
export const denyFormId = 'deny-request';

type WhyFormId = typeof revokeFormId | typeof denyFormId;

const words: Readonly<Record<WhyFormId, { readonly title: string; readonly submit: string }>> = {
  [revokeFormId]: { title: 'Revoke access', submit: 'Revoke' },
  [denyFormId]: { title: 'Deny the request', submit: 'Deny' },
};

export function revokeForm({ id, scope, requester }: Request): ModalView {
  const said = `${scopeInLine(scope)}, held by ${mention(requester)}. It ends at once.`;
  return whyForm(revokeFormId, id, said);
}

/** @param card where the card stands that was clicked; it travels along, so that the card can be found at once */
export function denyForm(
  { id, scope, requester }: Request,
  card?: { readonly channel: string; readonly ts: string },
): ModalView {
  const said = `${mention(requester)} asks for ${scopeInLine(scope)}.`;
  return whyForm(denyFormId, clickedCard(id, card), said);
}

/** What stands in the form's place once it was sent. */
export function whyFormAnswered(form: WhyFormId, answer: Message): ModalView {
  return { type: 'modal', title: plain(words[form].title), close: plain('Close'), blocks: answer.blocks };
}

function whyForm(form: WhyFormId, metadata: string, said: string): ModalView {
  return {
    type: 'modal',
    callback_id: form,
    private_metadata: metadata,
    title: plain(words[form].title),
    submit: plain(words[form].submit),
    close: plain('Cancel'),
    blocks: [
      section(said),
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

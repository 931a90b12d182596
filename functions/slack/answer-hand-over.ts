import type { ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { handedOverAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { parseClickedCard } from '../../shared/adapters/slack/views/clicked-card.ts';
import type { HandOverField } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { plain } from '../../shared/adapters/slack/views/text.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { errors } from './field-errors.ts';
import { personOf } from './person.ts';
import { typedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

/** Carries out the form in which an approver asks somebody else. */
export async function answerHandOver(
  { verbs }: { readonly verbs: Pick<SlackVerbs, 'handOver'> },
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const problem = (field: HandOverField, text: string) => errors({ [field]: text });
  const clicked = parseClickedCard(body.view.private_metadata);
  if (!clicked.ok) return problem('person', clicked.problem);
  const to = typedInto(body.view, 'person');
  if (to === '') return problem('person', 'Choose who decides instead.');
  const typed = typedInto(body.view, 'note');
  const note = typed.trim() === '' ? undefined : parseReason(typed);
  if (note?.ok === false) return problem('note', note.problem);
  const answer = await verbs.handOver({
    ...clicked.value,
    approver: personOf(body),
    to,
    ...(note && { note: note.value }),
  });
  if (answer.outcome === 'refused') return problem('person', sentenceFor(answer.refusal));
  const { blocks } = handedOverAnswer(answer.request, answer.to.person);
  return {
    response_action: 'update',
    view: { type: 'modal', title: plain('Ask someone else'), close: plain('Close'), blocks },
  };
}

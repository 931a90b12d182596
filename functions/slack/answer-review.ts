import type { ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { parseClickedCard } from '../../shared/adapters/slack/views/clicked-card.ts';
import { reviewFormAnswered } from '../../shared/adapters/slack/views/review-form.ts';
import { verdicts } from '../../shared/domain/break-glass.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { errors } from './field-errors.ts';
import { personOf } from './person.ts';
import { typedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

/** Carries out the form in which a break-glass is reviewed. */
export async function answerReview(
  verbs: Pick<SlackVerbs, 'review'>,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const clicked = parseClickedCard(body.view.private_metadata);
  if (!clicked.ok) return errors({ text: clicked.problem });
  const chosen = typedInto(body.view, 'verdict');
  const verdict = verdicts.find((each) => each === chosen);
  const text = parseReason(typedInto(body.view, 'text'));
  if (verdict === undefined || !text.ok) {
    return errors({
      ...(verdict === undefined
        ? { verdict: 'Choose one: justified, not justified, or needs follow-up.' }
        : {}),
      ...(text.ok ? {} : { text: text.problem }),
    });
  }
  const answer = await verbs.review({ id: clicked.value.id, by: personOf(body), verdict, text: text.value });
  return answer.outcome === 'reviewed'
    ? { response_action: 'update', view: reviewFormAnswered(answer.request) }
    : errors({ text: sentenceFor(answer.refusal) });
}

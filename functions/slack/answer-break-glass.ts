import type { SlashCommand, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import type { OpenForm } from '../../shared/adapters/slack/forms.ts';
import type { Message } from '../../shared/adapters/slack/views/blocks.ts';
import { brokenAnswer } from '../../shared/adapters/slack/views/break-glass-answers.ts';
import {
  breakGlassForm,
  breakGlassFormAnswered,
} from '../../shared/adapters/slack/views/break-glass-form.ts';
import { helpAnswer } from '../../shared/adapters/slack/views/help.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { parseTerms } from '../../shared/domain/typed-ask.ts';
import { parseBreakGlass } from './break-glass-command.ts';
import { errors } from './field-errors.ts';
import { personOf } from './person.ts';
import { requestIdFor } from './request-id.ts';
import { refusalTold, said } from './told.ts';
import { askTypedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

export interface BreakGlassAnswerPorts {
  readonly verbs: Pick<SlackVerbs, 'breakGlass' | 'drill' | 'offerToBreakGlass'>;
  readonly estate: Estate;
  readonly openForm: OpenForm;
}

/** Carries out `/k8s-break-glass`; what to answer to its author, or nothing where a form has opened. */
export async function answerBreakGlass(
  { verbs, estate, openForm }: BreakGlassAnswerPorts,
  typed: SlashCommand,
): Promise<Message | undefined> {
  const requester = { teamId: typed.team_id, userId: typed.user_id };
  const command = parseBreakGlass(typed.text, estate);
  switch (command.kind) {
    case 'form': {
      const answer = await verbs.offerToBreakGlass(requester);
      if (answer.outcome === 'refused') return refusalTold(answer.refusal);
      return openForm(typed.trigger_id, breakGlassForm(answer.offer));
    }
    case 'ask': {
      const id = requestIdFor(requester, typed.trigger_id);
      const answer = await verbs.breakGlass({ id, requester, ...command.ask });
      return answer.outcome === 'refused' ? refusalTold(answer.refusal) : brokenAnswer(answer.request);
    }
    case 'drill': {
      const answer = await verbs.drill({ id: requestIdFor(requester, typed.trigger_id), requester });
      return answer.outcome === 'refused' ? refusalTold(answer.refusal) : brokenAnswer(answer.request);
    }
    case 'help':
      return helpAnswer();
    case 'problem':
      return said(command.sentence);
  }
}

/** Carries out the form of a break-glass; it then shows what came of it, or what is wrong under a field. */
export async function answerBreakGlassForm(
  { verbs, estate }: { readonly verbs: Pick<SlackVerbs, 'breakGlass'>; readonly estate: Estate },
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const parsed = parseTerms(askTypedInto(body.view, estate), estate);
  if (!parsed.ok) return errors(parsed.problems);
  const requester = personOf(body);
  const id = requestIdFor(requester, body.view.id);
  const answer = await verbs.breakGlass({ id, requester, ...parsed.terms });
  return answer.outcome === 'refused'
    ? errors({ reason: sentenceFor(answer.refusal) })
    : { response_action: 'update', view: breakGlassFormAnswered(brokenAnswer(answer.request)) };
}

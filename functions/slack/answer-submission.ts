import type { ViewOutput, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { raisedAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { sentence } from '../../shared/adapters/slack/views/blocks.ts';
import {
  formAnswered,
  type RequestField,
  requestFormId,
} from '../../shared/adapters/slack/views/request-form.ts';
import { escaped } from '../../shared/adapters/slack/views/text.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { parseAsk, type TypedAsk } from './ask.ts';
import { personOf } from './person.ts';
import { requestIdFor } from './request-id.ts';
import type { SlackVerbs } from './verbs.ts';

export interface SubmissionPorts {
  readonly verbs: Pick<SlackVerbs, 'requestAccess'>;
  readonly estate: Estate;
}

/** Carries out what a form asks for; the form then shows what came of it, or what is wrong under each field. */
export async function answerSubmission(
  { verbs, estate }: SubmissionPorts,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  if (body.view.callback_id !== requestFormId) {
    const outdated = sentence('This form belongs to an older version. Type `/k8s-access` for a new one.');
    return { response_action: 'update', view: formAnswered(outdated) };
  }
  const parsed = parseAsk(typedInto(body.view), estate);
  if (!parsed.ok) return errors(parsed.problems);
  const requester = personOf(body);
  const id = requestIdFor(requester, body.view.id);
  const answer = await verbs.requestAccess({ id, requester, ...parsed.ask });
  return answer.outcome === 'raised'
    ? { response_action: 'update', view: formAnswered(raisedAnswer(answer.request)) }
    : errors({ [fieldOf(answer.refusal)]: sentenceFor(answer.refusal) });
}

/** Shows sentences under the form's fields. Slack shows them as plain text, so they lose their code quotes. */
export function errors(problems: Readonly<Partial<Record<RequestField, string>>>): ViewResponseAction {
  const shown = Object.entries(problems).map(([field, text]) => [field, escaped(text.replaceAll('`', ''))]);
  return { response_action: 'errors', errors: Object.fromEntries(shown) };
}

function fieldOf({ code }: Refusal): RequestField {
  switch (code) {
    case 'unknown-cluster':
      return 'cluster';
    case 'unknown-namespace':
      return 'namespaces';
    case 'unknown-role':
    case 'no-rule':
    case 'not-now-or-not-you':
      return 'role';
    case 'too-long':
      return 'duration';
    default:
      return 'reason';
  }
}

function typedInto({ state }: ViewOutput): TypedAsk {
  const input = (field: RequestField) => state.values[field]?.[field];
  const one = (field: RequestField) => input(field)?.selected_option?.value ?? input(field)?.value ?? '';
  const several = input('namespaces')?.selected_options?.map(({ value }) => value);
  const typed = one('namespaces').split(/[\s,]+/);
  return {
    cluster: one('cluster'),
    namespaces: several ?? typed.filter((name) => name !== ''),
    role: one('role'),
    duration: one('duration'),
    reason: one('reason'),
  };
}

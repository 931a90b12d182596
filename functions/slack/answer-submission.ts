import type { ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { deniedAnswer, raisedAnswer, revokedAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { approveLessFormId } from '../../shared/adapters/slack/views/approve-less-form.ts';
import { sentence } from '../../shared/adapters/slack/views/blocks.ts';
import { breakGlassFormId } from '../../shared/adapters/slack/views/break-glass-form.ts';
import { parseClickedCard } from '../../shared/adapters/slack/views/clicked-card.ts';
import { extendFormAnswered, extendFormId } from '../../shared/adapters/slack/views/extend-form.ts';
import { extensionAnswer } from '../../shared/adapters/slack/views/extension-answers.ts';
import { handOverFormId } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { formAnswered, requestFormId } from '../../shared/adapters/slack/views/request-form.ts';
import { reviewFormId } from '../../shared/adapters/slack/views/review-form.ts';
import { denyFormId, revokeFormId, whyFormAnswered } from '../../shared/adapters/slack/views/why-form.ts';
import { parseDuration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { parseRequestId } from '../../shared/domain/ids.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { sentenceFor } from '../../shared/domain/sentences.ts';
import { type AskField, bare, parseAsk } from '../../shared/domain/typed-ask.ts';
import { answerApproveLess } from './answer-approve-less.ts';
import { answerBreakGlassForm } from './answer-break-glass.ts';
import { answerHandOver } from './answer-hand-over.ts';
import { answerReview } from './answer-review.ts';
import { errors } from './field-errors.ts';
import { personOf } from './person.ts';
import { requestIdFor } from './request-id.ts';
import { askTypedInto, typedInto } from './typed-into.ts';
import type { SlackVerbs } from './verbs.ts';

export interface SubmissionPorts {
  readonly verbs: Pick<
    SlackVerbs,
    | ('requestAccess' | 'extendAccess' | 'revoke' | 'deny' | 'approveLess' | 'handOver')
    | ('breakGlass' | 'offerToBreakGlass' | 'review')
  >;
  readonly estate: Estate;
}

/** Carries out what a form asks for; the form then shows what came of it, or what is wrong under each field. */
export async function answerSubmission(
  ports: SubmissionPorts,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  switch (body.view.callback_id) {
    case requestFormId:
      return answerRequest(ports, body);
    case extendFormId:
      return answerExtension(ports, body);
    case revokeFormId:
      return answerRevocation(ports, body);
    case denyFormId:
      return answerDenial(ports, body);
    case breakGlassFormId:
      return answerBreakGlassForm(ports, body);
    case reviewFormId:
      return answerReview(ports.verbs, body);
    case approveLessFormId:
      return answerApproveLess(ports.verbs, body);
    case handOverFormId:
      return answerHandOver(ports, body);
    default: {
      const outdated = sentence('This form belongs to an older version. Type `/k8s-access` for a new one.');
      return { response_action: 'update', view: formAnswered(outdated) };
    }
  }
}

async function answerRequest(
  { verbs, estate }: SubmissionPorts,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const parsed = parseAsk(askTypedInto(body.view, estate), estate);
  if (!parsed.ok) return errors(parsed.problems);
  const requester = personOf(body);
  const id = requestIdFor(requester, body.view.id);
  const answer = await verbs.requestAccess({ id, requester, ...parsed.ask });
  return answer.outcome === 'raised'
    ? { response_action: 'update', view: formAnswered(raisedAnswer(answer.request, answer.outlook)) }
    : errors({ [fieldOf(answer.refusal)]: sentenceFor(answer.refusal) });
}

async function answerExtension(
  { verbs }: SubmissionPorts,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const clicked = parseClickedCard(body.view.private_metadata);
  const duration = parseDuration(bare(typedInto(body.view, 'duration')));
  const reason = parseReason(typedInto(body.view, 'reason'));
  if (!clicked.ok) return errors({ duration: clicked.problem });
  if (!duration.ok || !reason.ok) {
    return errors({
      ...(duration.ok ? {} : { duration: duration.problem }),
      ...(reason.ok ? {} : { reason: reason.problem }),
    });
  }
  const by = personOf(body);
  const asked = { of: clicked.value.id, by, duration: duration.value, reason: reason.value };
  const answer = await verbs.extendAccess({ id: requestIdFor(by, body.view.id), ...asked });
  return answer.outcome === 'raised'
    ? { response_action: 'update', view: extendFormAnswered(extensionAnswer(answer.request, asked.duration)) }
    : errors({ [fieldOfExtension(answer.refusal)]: sentenceFor(answer.refusal) });
}

// Only the reason is judged by what it says; everything else keeps more time from being given.
function fieldOfExtension({ code }: Refusal): 'duration' | 'reason' {
  return code === 'reason-pattern' || code === 'ticket-missing' ? 'reason' : 'duration';
}

async function answerRevocation(
  { verbs }: SubmissionPorts,
  body: ViewSubmitAction,
): Promise<ViewResponseAction> {
  const id = parseRequestId(body.view.private_metadata);
  if (!id.ok) return errors({ reason: id.problem });
  const why = parseReason(typedInto(body.view, 'reason'));
  if (!why.ok) return errors({ reason: why.problem });
  const answer = await verbs.revoke({ id: id.value, by: personOf(body), why: why.value });
  return answer.outcome === 'revoked'
    ? { response_action: 'update', view: whyFormAnswered(revokeFormId, revokedAnswer(answer.request)) }
    : errors({ reason: sentenceFor(answer.refusal) });
}

async function answerDenial({ verbs }: SubmissionPorts, body: ViewSubmitAction): Promise<ViewResponseAction> {
  const clicked = parseClickedCard(body.view.private_metadata);
  if (!clicked.ok) return errors({ reason: clicked.problem });
  const why = parseReason(typedInto(body.view, 'reason'));
  if (!why.ok) return errors({ reason: why.problem });
  const answer = await verbs.deny({ ...clicked.value, approver: personOf(body), why: why.value });
  return answer.outcome === 'denied'
    ? { response_action: 'update', view: whyFormAnswered(denyFormId, deniedAnswer(answer.request)) }
    : errors({ reason: sentenceFor(answer.refusal) });
}

function fieldOf({ code }: Refusal): AskField {
  switch (code) {
    case 'unknown-cluster':
      return 'cluster';
    case 'unknown-namespace':
    case 'role-is-cluster-wide':
    case 'role-is-in-namespaces':
      return 'namespaces';
    case 'unknown-role':
    case 'needs-own-principal':
    case 'no-rule':
    case 'not-now-or-not-you':
      return 'role';
    case 'too-long':
      return 'duration';
    default:
      return 'reason';
  }
}

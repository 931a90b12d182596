import type { BlockButtonAction } from '@slack/bolt';
import type { OpenForm } from '../../shared/adapters/slack/forms.ts';
import { releasedAnswer, revokedAnswer, withdrawnAnswer } from '../../shared/adapters/slack/views/answers.ts';
import { approveLessForm } from '../../shared/adapters/slack/views/approve-less-form.ts';
import { type Message, sentence } from '../../shared/adapters/slack/views/blocks.ts';
import type { ButtonAction } from '../../shared/adapters/slack/views/buttons.ts';
import { extendForm } from '../../shared/adapters/slack/views/extend-form.ts';
import { handOverForm } from '../../shared/adapters/slack/views/hand-over-form.ts';
import { askAction } from '../../shared/adapters/slack/views/home.ts';
import { reviewForm } from '../../shared/adapters/slack/views/review-form.ts';
import { denyForm, revokeForm } from '../../shared/adapters/slack/views/why-form.ts';
import { isBreakGlass } from '../../shared/domain/break-glass.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { parseRequestId, type RequestId } from '../../shared/domain/ids.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import type { MessageRef } from '../../shared/domain/request.ts';
import type { ApproveAnswer } from '../../shared/usecases/approve.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import { openRequestForm } from './open-request-form.ts';
import { personOf } from './person.ts';
import { refusalTold, told } from './told.ts';
import type { SlackVerbs } from './verbs.ts';

export interface ClickPorts {
  readonly verbs: Pick<
    SlackVerbs,
    | 'approve'
    | 'judgeLess'
    | 'judgeDeny'
    | 'judgeHandOver'
    | 'withdraw'
    | 'release'
    | 'judgeExtend'
    | 'judgeRevoke'
    | 'revoke'
    | 'takeReview'
    | 'previewRequest'
  >;
  readonly estate: Estate;
  readonly openForm: OpenForm;
}

/** What to tell the clicker alone; it may take the place of the message that had the button. */
export interface ClickAnswer {
  readonly message: Message;
  readonly replacesOriginal: boolean;
}

type Act = (ports: ClickPorts, id: RequestId, body: BlockButtonAction) => Promise<ClickAnswer | undefined>;

const acts: Readonly<Record<ButtonAction, Act>> = {
  approve: async ({ verbs }, id, body) => unlessCounted(await verbs.approve(clickOf(id, body))),
  'approve-less': async ({ verbs, estate, openForm }, id, body) => {
    const click = clickOf(id, body);
    const judged = await verbs.judgeLess(click);
    if (judged.outcome === 'refused') return beside(refusalTold(judged.refusal));
    const problem = await openForm(body.trigger_id, approveLessForm(judged, estate, click.card));
    return problem && beside(problem);
  },
  deny: async ({ verbs, openForm }, id, body) => {
    const click = clickOf(id, body);
    const judged = await verbs.judgeDeny(click);
    if (judged.outcome === 'refused') return beside(refusalTold(judged.refusal));
    const problem = await openForm(body.trigger_id, denyForm(judged.request, click.card));
    return problem && beside(problem);
  },
  'hand-over': async ({ verbs, openForm }, id, body) => {
    const click = clickOf(id, body);
    const judged = await verbs.judgeHandOver(click);
    if (judged.outcome === 'refused') return beside(refusalTold(judged.refusal));
    const problem = await openForm(body.trigger_id, handOverForm(judged.request, judged.choice, click.card));
    return problem && beside(problem);
  },
  withdraw: async ({ verbs }, id, body) => {
    const answer = await verbs.withdraw({ id, by: personOf(body) });
    const message = told(answer, withdrawnAnswer);
    return { message, replacesOriginal: answer.outcome === 'withdrawn' && isEphemeral(body) };
  },
  release: async ({ verbs }, id, body) =>
    beside(told(await verbs.release({ id, by: personOf(body) }), releasedAnswer)),
  extend: async ({ verbs, openForm }, id, body) => {
    const offer = await verbs.judgeExtend({ of: id, by: personOf(body) });
    if (offer.outcome === 'refused') return beside(refusalTold(offer.refusal));
    const problem = await openForm(body.trigger_id, extendForm(offer.request, offer.left, clickedIn(body)));
    return problem && beside(problem);
  },
  revoke: async ({ verbs, openForm }, id, body) => {
    const judged = await verbs.judgeRevoke({ id, by: personOf(body) });
    if (judged.outcome === 'refused') return beside(refusalTold(judged.refusal));
    if (isBreakGlass(judged.request)) return closeNow(verbs, id, body);
    const problem = await openForm(body.trigger_id, revokeForm(judged.request));
    return problem && beside(problem);
  },
  review: async ({ verbs, openForm }, id, body) => {
    const answer = await verbs.takeReview({ id, by: personOf(body) });
    if (answer.outcome === 'refused') return beside(refusalTold(answer.refusal));
    const problem = await openForm(body.trigger_id, reviewForm(answer.request, clickedIn(body)));
    return problem && beside(problem);
  },
};

// Whoever closes a break-glass from a phone is asked for no reason: it ends with the click.
async function closeNow({ revoke }: ClickPorts['verbs'], id: RequestId, body: BlockButtonAction) {
  const why = parseReason('Closed at once, with the button of the break-glass.');
  if (!why.ok) throw new Error('unreachable: these words are a reason');
  return beside(told(await revoke({ id, by: personOf(body), why: why.value }), revokedAnswer));
}

/**
 * Carries out a click; what to tell the clicker, or nothing where that shows elsewhere: on the card, or in the form
 * that has opened.
 */
export async function answerClick(
  ports: ClickPorts,
  body: BlockButtonAction,
): Promise<ClickAnswer | undefined> {
  const button = body.actions[0];
  if (button?.action_id === askAction) {
    const problem = await openRequestForm(ports, personOf(body), body.trigger_id);
    return problem && beside(problem);
  }
  const act = actOf(button?.action_id);
  if (act === undefined)
    return beside(sentence('This button belongs to an older version and does nothing any more.'));
  const id = parseRequestId(button?.value ?? '');
  return id.ok ? act(ports, id.value, body) : beside(sentence(id.problem));
}

function actOf(actionId: string | undefined): Act | undefined {
  return Object.entries(acts).find(([action]) => action === actionId)?.[1];
}

// A decision that counted shows on the card, to all.
function unlessCounted(answer: ApproveAnswer): ClickAnswer | undefined {
  return answer.outcome === 'refused' ? beside(refusalTold(answer.refusal)) : undefined;
}

function beside(message: Message): ClickAnswer {
  return { message, replacesOriginal: false };
}

function clickOf(id: RequestId, body: BlockButtonAction): Click {
  const card = clickedIn(body);
  return { id, approver: personOf(body), ...(card && { card }) };
}

// Slack sends no message along for what only one person sees; such a message is no card.
function clickedIn({ channel, message }: BlockButtonAction): MessageRef | undefined {
  return channel === undefined || message === undefined ? undefined : { channel: channel.id, ts: message.ts };
}

function isEphemeral({ container }: BlockButtonAction): boolean {
  return container['is_ephemeral'] === true;
}

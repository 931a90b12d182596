import { sourceInWords } from '../../../domain/approver-source.ts';
import type { AuditEvent } from '../../../domain/audit-event.ts';
import type { Approval } from '../../../domain/estate.ts';
import { isExtension } from '../../../domain/extension.ts';
import { isStuck, type Outlook } from '../../../domain/outlook.ts';
import type { Person } from '../../../domain/person.ts';
import type { Request } from '../../../domain/request.ts';
import { statusInWords } from '../../../domain/status-words.ts';
import type { Chronicle } from '../../../usecases/ports.ts';
import { context, header, type Message, packedSections, section, sentence } from './blocks.ts';
import { actions, button } from './buttons.ts';
import { extensionStory } from './extension-story.ts';
import { outlookLines } from './outlook.ts';
import { askedBlocks, scopeInLine, termsInLine } from './scope.ts';
import { standingInFull, standingInLine } from './standing.ts';
import { code, codes, inSeconds, mention, when } from './text.ts';
import { timelineLine } from './timeline.ts';
import { whyBlocks } from './why.ts';

/**
 * What the asker reads at once: that it is recorded, and what happens next; while it waits, they can take it back with
 * a click.
 * @param outlook who could approve, where that is known
 */
export function raisedAnswer(request: Request, outlook?: Outlook): Message {
  const next = nextStep(request);
  const stuck = outlook !== undefined && isStuck(outlook) ? outlookLines(outlook) : [];
  return withdrawable(request, {
    text: [`Request ${code(request.id)} is recorded. ${next}`, ...stuck].join('\n'),
    blocks: [
      section(`Request ${code(request.id)} is recorded: ${scopeInLine(request.scope)}.\n${next}`),
      ...packedSections(stuck, '\n', 2),
      context(`${code(`/k8s-access status ${request.id}`)} shows how it goes on`),
    ],
  });
}

/** Who decides on it, or that it goes on by itself. */
export function nextStep(request: Request): string {
  switch (request.status) {
    case 'pending':
      return `It needs ${neededInWords(request.decision.approval)}, who are being asked now. Without a decision it lapses ${when(request.lapsesAt)}.`;
    case 'approved':
      return `Rule ${code(request.decision.rule)} allows it without approval, so ${isExtension(request) ? 'the end is being moved' : 'it is being opened'}. You get a direct message when it stands.`;
    default:
      return `It is ${statusInWords(request.status)}.`;
  }
}

function neededInWords(approval: Approval): string {
  if (approval.kind === 'automatic') return 'no approval';
  const stages = approval.stages.map(
    ({ quorum, approvers }) => `${quorum} of ${codes(approvers.map(sourceInWords))}`,
  );
  return `approval by ${stages.join(' and ')}`;
}

/** The answer with the button that takes the request back, while it waits. */
export function withdrawable(request: Request, { text, blocks }: Message): Message {
  if (request.status !== 'pending') return { text, blocks };
  return { text, blocks: [...blocks, actions('end', button('withdraw', 'Withdraw', request.id))] };
}

/** What the requester reads who withdrew. */
export function withdrawnAnswer({ id, scope }: Request): Message {
  return sentence(`Request ${code(id)} is withdrawn: ${scopeInLine(scope)}. Nobody can approve it any more.`);
}

/** What the requester reads who released. */
export function releasedAnswer({ id, scope }: Request): Message {
  return sentence(
    `Request ${code(id)} is released: ${scopeInLine(scope)}. The access is being taken away now; you hear when it is gone.`,
  );
}

/** What the revoker reads. */
export function revokedAnswer({ id, scope, requester }: Request): Message {
  return sentence(
    `Request ${code(id)} is revoked: ${scopeInLine(scope)} of ${mention(requester)}. The access is being taken away now; they hear of it, and of your reason.`,
  );
}

/** What the approver reads who chose what to approve. */
export function approvedAnswer(request: Request): Message {
  const { id, requester } = request;
  const next =
    request.status === 'pending'
      ? 'It still needs somebody else.'
      : 'The access is being opened; they hear of it.';
  return sentence(
    `Request ${code(id)} of ${mention(requester)} is approved: ${termsInLine(request)}. ${next}`,
  );
}

/** What the approver reads who denied. */
export function deniedAnswer({ id, scope, requester }: Request): Message {
  return sentence(
    `Request ${code(id)} is denied: ${scopeInLine(scope)}, asked by ${mention(requester)}. They hear of it, and of your reason.`,
  );
}

/** What the approver reads who asked somebody else. */
export function handedOverAnswer({ id, scope }: Request, to: Person): Message {
  return sentence(
    `${mention(to)} is asked to decide on request ${code(id)}: ${scopeInLine(scope)}. You may still decide yourself.`,
  );
}

/** A person's requests, newest first. */
export function listAnswer(requests: readonly Request[]): Message {
  if (requests.length === 0) {
    return sentence('You have no requests yet. `/k8s-access` opens the form.');
  }
  const inShort = requests.map(({ id, status }) => `${code(id)} (${statusInWords(status)})`);
  const lines = requests.map(
    (request) => `${code(request.id)} · ${scopeInLine(request.scope)} · ${standingInLine(request)}`,
  );
  return {
    text: `Your requests: ${inShort.join(', ')}`,
    blocks: [header('Your requests, newest first'), ...packedSections(lines, '\n', 10)],
  };
}

/** How long the cluster took to say yes and no, where it has. */
function figuresInWords({ figures }: Request): readonly string[] {
  const { approveToYes, endToNo } = figures ?? {};
  const parts = [
    ...(approveToYes === undefined ? [] : [`yes ${inSeconds(approveToYes)} after the approval`]),
    ...(endToNo === undefined ? [] : [`no ${inSeconds(endToNo)} after the end`]),
  ];
  return parts.length === 0 ? [] : [`The cluster said ${parts.join(', and ')}.`];
}

/** One request with all that happened to it, and to its extensions. */
export function statusAnswer(
  request: Request,
  events: readonly AuditEvent[],
  extensions: readonly Chronicle[] = [],
): Message {
  const standing =
    request.status === 'pending' ? [`It is ${standingInLine(request)}.`] : standingInFull(request);
  return {
    text: `Request ${code(request.id)}: ${standingInLine(request)}`,
    blocks: [
      header(`Request ${request.id}`),
      ...askedBlocks(request),
      { type: 'divider' },
      ...packedSections([...standing, ...figuresInWords(request)], '\n', 8),
      ...whyBlocks(request),
      ...packedSections(['*What happened*', ...events.map(timelineLine)], '\n', 10),
      ...extensions.flatMap(extensionStory),
    ],
  };
}

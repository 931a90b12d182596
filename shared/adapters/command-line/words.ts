import { sourceInWords } from '../../domain/approver-source.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Identity } from '../../domain/person.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { scopeInWords } from '../../domain/scope-words.ts';
import { sentenceFor } from '../../domain/sentences.ts';
import { stagedBy } from '../../domain/stages-now.ts';
import { statusInWords } from '../../domain/status-words.ts';

// What the command line says to people: plain text. Whoever prints it replaces characters that a terminal would obey.

/** A refusal, as it is typed here. */
export function refusalInWords(refusal: Refusal): string {
  return asTypedHere(sentenceFor(refusal));
}

/** A sentence that names a command of Slack's, whose verbs are the same here. */
export function asTypedHere(sentence: string): string {
  return sentence.replaceAll('`/k8s-access ', '`k8s-access ');
}

/** What is recorded, and how it goes on. */
export function raisedInWords(request: Request): string {
  return `Request ${request.id} is recorded: ${termsInWords(request)}.\n${nextInWords(request)}`;
}

/** What whoever broke the glass reads. */
export function brokenInWords(request: Request): string {
  return `Break-glass ${request.id} is recorded: ${termsInWords(request)}.\nPeople are being paged now; it opens once somebody was. \`k8s-access status ${request.id}\` shows when it stands.`;
}

function nextInWords(request: Request): string {
  const staged = stagedBy(request.decision);
  if (request.status === 'approved') {
    return `Rule ${request.decision.rule} allows it without approval, so it is being opened. \`k8s-access status ${request.id}\` shows when it stands.`;
  }
  if (request.status !== 'pending' || staged === undefined) return `It is ${statusInWords(request.status)}.`;
  const needed = staged.stages.map(
    ({ quorum, approvers }) => `${quorum} of ${approvers.map(sourceInWords).join(', ')}`,
  );
  return `It needs approval by ${needed.join(' and ')}, who are being asked in Slack. Without a decision it lapses ${moment(request.lapsesAt)}.`;
}

/** One line: where a request stands. */
export function standingInWords(request: Request): string {
  const until =
    request.status === 'active'
      ? ` until ${moment(request.window.closesAt)}`
      : request.status === 'pending'
        ? `; lapses ${moment(request.lapsesAt)}`
        : '';
  return `${request.id}  ${termsInWords(request)}: ${statusInWords(request.status)}${until}`;
}

/** What the approver reads. */
export function approvedInWords(request: Request): string {
  const next = request.status === 'pending' ? 'It still needs somebody else.' : 'The access is being opened.';
  return `Request ${request.id} of ${request.requester.email} is approved: ${termsInWords(request)}. ${next}`;
}

/** What the denier reads. */
export function deniedInWords({ id, requester }: Request): string {
  return `Request ${id} of ${requester.email} is denied. They hear of it, and of your reason.`;
}

/** What somebody reads who linked. */
export function linkedInWords({ person, principal }: Identity): string {
  return `Linked: the Slack account with ${person.email} is ${principal.arn}, and ${principal.username} in the clusters.`;
}

export function releasedInWords({ id }: Request): string {
  return `Request ${id} is released. The access is being taken away now; \`k8s-access status ${id}\` shows when it is gone.`;
}

export function withdrawnInWords({ id }: Request): string {
  return `Request ${id} is withdrawn. Nobody can approve it any more.`;
}

function termsInWords({ scope, duration }: Request): string {
  return `${scopeInWords(scope).replaceAll('`', '')} for ${formatDuration(duration)}`;
}

/** A moment to the minute, in UTC: the function does not know the reader's time zone. */
function moment(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

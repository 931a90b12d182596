import type { Allowance } from '../../../domain/allowance.ts';
import { escalationCauseInWords, shortagesInWords } from '../../../domain/attention-words.ts';
import type { Actor, AuditEvent, AuditFact } from '../../../domain/audit-event.ts';
import { verdictInWords } from '../../../domain/break-glass-words.ts';
import { type Drift, driftInWords } from '../../../domain/drift.ts';
import { formatDuration } from '../../../domain/duration.ts';
import { standingAccess } from '../../../domain/evidence.ts';
import { isExtensionProblem } from '../../../domain/extension.ts';
import { lossInWords } from '../../../domain/identity-loss.ts';
import { outcomeInWords } from '../../../domain/paging.ts';
import type { Binding } from '../../../domain/request.ts';
import { wholeCluster } from '../../../domain/scope.ts';
import { type StandingAccess, standingInWords } from '../../../domain/standing-access.ts';
import { causeInWords, problemInWords } from '../../../domain/status-words.ts';
import type { LesserTerms } from '../../../domain/terms.ts';
import { scopeInLine, termsInLine } from './scope.ts';
import { code, count, escaped, inSeconds, mention, mentionId, sourcesInCode, when } from './text.ts';

/** One line of what happened to a request. */
export function timelineLine({ at, actor, fact }: AuditEvent): string {
  return `${when(at)} · ${actorInWords(actor)} ${factInWords(fact)}`;
}

function actorInWords(actor: Actor): string {
  return actor.kind === 'person' ? mention(actor.person) : code(actor.name);
}

function requestedInWords(fact: Extract<AuditFact, { type: 'requested' }>): string {
  if (fact.drill === true) return `tried break-glass out with ${scopeInLine(fact.scope)}`;
  const duration = code(formatDuration(fact.duration));
  return fact.extends === undefined
    ? `asked for ${scopeInLine(fact.scope)} for ${duration}`
    : `asked to extend ${code(fact.extends)} by ${duration}`;
}

// One case a fact, so that a new fact cannot be forgotten here.
function factInWords(fact: AuditFact): string {
  switch (fact.type) {
    case 'requested':
      return requestedInWords(fact);
    case 'decided':
      return decisionInWords(fact.decision);
    case 'rules-noted':
      return `noted what the role may do in the cluster${alreadyInWords(fact.standing)}`;
    case 'routed':
      return 'asked the approvers';
    case 'rerouted':
      return 'asked the approvers again in another channel, because the first cannot be used any more';
    case 'approved':
      return `approved${lesserInWords(fact.less)} for ${sourcesInCode(fact.as)}${fact.complete ? ', which was the last approval needed' : ''}`;
    case 'denied':
      return 'denied the request';
    case 'withdrawn':
      return 'withdrew the request';
    case 'reminded':
      return fact.whom.where === 'thread'
        ? `reminded ${sourcesInCode(fact.whom.sources)} under the card`
        : `reminded ${fact.whom.people.map(mentionId).join(', ')}`;
    case 'escalated':
      return `escalated it to ${sourcesInCode(fact.to)}, because ${escaped(escalationCauseInWords(fact.why))}`;
    case 'stranded':
      return `found nobody who could approve: ${escaped(shortagesInWords(fact.shortages))}`;
    case 'handed-over':
      return `asked ${mention(fact.to)} to decide instead`;
    case 'lapsed':
      return lapseInWords(fact);
    case 'paged':
      return `paged: ${fact.outcomes.map(outcomeInWords).join(', ')}${fact.took === undefined ? '' : `; accepted ${inSeconds(fact.took)} after the command`}`;
    case 'taken':
      return 'looks after it';
    case 'page-sent-on':
      return `paged ${code(fact.to)}, because nobody looked after it: ${fact.outcomes.map(outcomeInWords).join(', ')}`;
    case 'review-reminded':
      return 'reminded the reviewers';
    case 'review-overdue':
      return `paged ${code(fact.to)}, because nobody had reviewed it: ${fact.outcomes.map(outcomeInWords).join(', ')}`;
    case 'reviewed':
      return `reviewed it: ${verdictInWords(fact.verdict)}`;
    case 'window-fixed':
      return `fixed the end of the window to ${when(fact.closesAt)}`;
    case 'made':
      return `created ${bindingsInWords(fact.bindings)}, naming nobody yet, and ${fact.entry.ours ? 'holds our access entry' : 'found a standing access entry'} for ${code(fact.username)}`;
    case 'abandoned':
      return `gave up: ${problemInWords(fact.why)}`;
    case 'opened':
      return `named the person in the bindings and opened the access until ${when(fact.closesAt)}; the cluster confirmed it in ${count(fact.evidence.length, 'check')}${alreadyInWords(fact.standing)}`;
    case 'extension-asked':
      return `asked for ${code(formatDuration(fact.duration))} more, by extension ${code(fact.extension)}`;
    case 'extended':
      return `moved the end of the window from ${when(fact.from)} to ${when(fact.to)}, by extension ${code(fact.by)}`;
    case 'applied':
      return `applied it: the access is open until ${when(fact.closesAt)}`;
    case 'closing':
      return closingInWords(fact);
    case 'closed':
      return `removed ${count(fact.removed.length, 'binding')}; ${standingAccess(fact.evidence).length === 0 ? 'the cluster says no' : 'other access remains'}${driftsInWords(fact.drifts)}`;
    case 'taking-away-failed':
      return `could not take the access away and goes on trying: ${code(fact.why)}`;
    case 'operators-paged':
      return `paged those who run it: ${escaped(fact.outcomes.map(outcomeInWords).join(', '))}`;
    case 'orphan-found':
      return `found a binding in ${code(fact.binding.namespace)} that nothing allowed, and removes it`;
    case 'used':
      return `found ${count(fact.summary.calls, 'call')} of the holder within the window`;
    case 'called-after-end':
      return `found ${count(fact.count, 'call')} of the holder after the end of the window`;
    case 'failed':
      return isExtensionProblem(fact.why)
        ? 'ended it; the access keeps the end that it had'
        : 'ended it unopened; the cluster holds nothing of it';
  }
}

function driftsInWords(drifts: readonly Drift[] = []): string {
  return drifts.map((drift) => `; ${escaped(driftInWords(drift))}`).join('');
}

function alreadyInWords(standing: StandingAccess | undefined): string {
  const what = standing && standingInWords(standing);
  return what === undefined ? '' : `; the requester could already do ${escaped(what)}`;
}

function bindingsInWords(bindings: readonly Binding[]): string {
  return bindings.some(({ namespace }) => namespace === wholeCluster)
    ? 'a binding in the *whole cluster*'
    : count(bindings.length, 'role binding');
}

function lesserInWords(less: LesserTerms | undefined): string {
  return less === undefined ? '' : ` less, ${termsInLine(less)},`;
}

// The reason of a revocation is shown apart, as plain text, because a person typed it.
function closingInWords(fact: Extract<AuditFact, { type: 'closing' }>): string {
  switch (fact.cause) {
    case 'released':
      return 'released the access early';
    case 'revoked':
      return 'revoked the access';
    case 'deactivated':
      return `began to close, because ${escaped(lossInWords(fact.loss))} ${when(fact.lostAt)}`;
    case 'drift':
      return `began to close, because ${fact.found.map((drift) => escaped(driftInWords(drift))).join(', and ')}`;
    default:
      return `began to close, because ${causeInWords(fact.cause)}`;
  }
}

function lapseInWords({ windowOver, loss }: Extract<AuditFact, { type: 'lapsed' }>): string {
  if (loss !== undefined) return `let the request lapse, because ${escaped(lossInWords(loss))}`;
  return windowOver
    ? 'let the extension lapse, because the access was over'
    : 'let the request lapse, because nobody decided';
}

function decisionInWords({ rule, approval }: Allowance): string {
  if (approval.kind === 'automatic') return `allowed it by rule ${code(rule)}`;
  const stages = approval.stages.map(({ quorum, approvers }) => `${quorum} of ${sourcesInCode(approvers)}`);
  return `asks for approval by ${stages.join(' and ')}, by rule ${code(rule)}`;
}

import type { AuditFact } from './audit-event.ts';
import type { ClusterFact } from './cluster-watch.ts';
import { driftInWords } from './drift.ts';
import { formatDuration } from './duration.ts';
import { standingAccess } from './evidence.ts';
import type { LinkFact } from './link.ts';
import { chainOf, type TrailEvent } from './trail.ts';

/** An event in one row of texts. */
export interface TrailRow {
  readonly at: string;
  /** The record that it is about. */
  readonly record: string;
  readonly what: string;
  /** Who did it: an address, or a part of the system. */
  readonly who: string;
  readonly requester: string;
  readonly cluster: string;
  readonly namespaces: string;
  readonly role: string;
  readonly breakGlass: string;
  /** What else the fact says, in short, what people wrote included. */
  readonly more: string;
  readonly rule: string;
}

export function rowOf(event: TrailEvent): TrailRow {
  const { at, actor, fact } = event;
  const about = 'about' in event ? event.about : undefined;
  return {
    at,
    record: chainOf(event),
    what: fact.type,
    who: actor.kind === 'person' ? actor.person.email : actor.name,
    requester: about?.requester.email ?? '',
    cluster: about?.cluster ?? ('cluster' in event ? event.cluster : ''),
    namespaces: about?.namespaces.join(' ') ?? '',
    role: about?.role ?? '',
    breakGlass: about?.breakGlass ?? '',
    more: moreOf(fact),
    rule: 'rule' in event ? event.rule.name : '',
  };
}

function moreOf(fact: AuditFact | ClusterFact | LinkFact): string {
  switch (fact.type) {
    case 'requested':
      return `for ${formatDuration(fact.duration)}: ${fact.reason}`;
    case 'decided':
      return fact.decision.outcome;
    case 'denied':
    case 'abandoned':
    case 'failed':
    case 'taking-away-failed':
    case 'not-swept':
    case 'unlinked':
      return fact.why;
    case 'closing':
      return fact.cause === 'revoked' ? `revoked: ${fact.why}` : fact.cause;
    case 'reviewed':
      return `${fact.verdict}: ${fact.text}`;
    case 'opened':
      return `until ${fact.closesAt}`;
    case 'extended':
      return `until ${fact.to}`;
    case 'closed': {
      const remaining = standingAccess(fact.evidence).length;
      const said = remaining === 0 ? 'the cluster says no' : 'other access remains';
      return [fact.cause, said, ...(fact.drifts ?? []).map(driftInWords)].join('; ');
    }
    case 'used':
      return fact.summary.done.map(({ what, times }) => `${times} ${what}`).join(', ');
    case 'called-after-end':
      return `${fact.count} calls`;
    case 'handed-over':
      return `to ${fact.to.email}`;
    case 'linked':
      return `${fact.email} is ${fact.pin.arn}`;
    case 'unpinned':
      return `${fact.was} became ${fact.email}`;
    case 'planted-found':
    case 'planted-gone':
    case 'stray-found':
      return `${fact.binding.role} in ${fact.binding.where} for ${fact.binding.users.join(' ')}`;
    default:
      return '';
  }
}

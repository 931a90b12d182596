import { standingAccess } from './evidence.ts';
import type { Instant } from './instant.ts';
import { standingInWords } from './standing-access.ts';
import type { TrailEvent } from './trail.ts';

/** Access that stood beside windows, as somebody came upon it. */
export interface StandingSeen {
  readonly at: Instant;
  readonly cluster: string;
  readonly whose: string;
  readonly what: string;
}

/** What the event says of access that no window gave. */
export function standingIn(event: TrailEvent): readonly StandingSeen[] {
  const { at, fact } = event;
  if (fact.type === 'planted-found' && 'cluster' in event) {
    const { where, role, users } = fact.binding;
    return [
      { at, cluster: event.cluster, whose: users.join(', '), what: `a binding to ${role} in ${where}` },
    ];
  }
  if (!('about' in event)) return [];
  const seen = { at, cluster: event.about.cluster, whose: event.about.requester.email };
  if (fact.type === 'closed') {
    const left = standingAccess(fact.evidence);
    const how = [...new Set(left.map(({ reason }) => reason))].join('; ');
    return left.length === 0 ? [] : [{ ...seen, what: `after the window: ${how}` }];
  }
  if ((fact.type !== 'opened' && fact.type !== 'rules-noted') || fact.standing === undefined) return [];
  const words = standingInWords(fact.standing);
  return words === undefined ? [] : [{ ...seen, what: `before the window: ${words}` }];
}

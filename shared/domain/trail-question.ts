import type { Instant } from './instant.ts';
import { wholeCluster } from './scope.ts';
import type { TrailEvent } from './trail.ts';

/** Which events are wanted: those to which everything applies that is said. */
export interface TrailQuestion {
  readonly from: Instant;
  readonly until: Instant;
  /** Address of who asked for the access, acted, or was linked. */
  readonly person?: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly role?: string;
  /** Of emergencies alone, drills included. */
  readonly breakGlass?: boolean;
  /** A word for what happened, such as `opened`. */
  readonly fact?: string;
}

/** Whether an event is among those that are wanted. A role of the whole cluster counts for every namespace. */
export function isWanted(event: TrailEvent, wanted: TrailQuestion): boolean {
  const { from, until, person, cluster, namespace, role, breakGlass, fact } = wanted;
  if (event.at < from || event.at >= until) return false;
  if (fact !== undefined && event.fact.type !== fact) return false;
  if (person !== undefined && !peopleIn(event).includes(person.toLowerCase())) return false;
  if (cluster !== undefined && clusterOf(event) !== cluster) return false;
  if (namespace === undefined && role === undefined && breakGlass !== true) return true;
  if (!('about' in event)) return false;
  const { about } = event;
  const extents: readonly string[] = about.namespaces;
  return (
    (namespace === undefined || extents.includes(namespace) || extents.includes(wholeCluster)) &&
    (role === undefined || about.role === role) &&
    (breakGlass !== true || about.breakGlass !== undefined)
  );
}

function peopleIn(event: TrailEvent): readonly string[] {
  const actor = event.actor.kind === 'person' ? [event.actor.person.email] : [];
  const requester = 'about' in event ? [event.about.requester.email] : [];
  const linked = 'account' in event && 'email' in event.fact ? [event.fact.email] : [];
  return [...actor, ...requester, ...linked].map((email) => email.toLowerCase());
}

function clusterOf(event: TrailEvent): string | undefined {
  if ('about' in event) return event.about.cluster;
  return 'cluster' in event ? event.cluster : undefined;
}

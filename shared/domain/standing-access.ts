import type { AccessEvidence } from './evidence.ts';
import { bindingNamePrefix } from './window.ts';

/** What of a scope its requester could do already, without a window: summed up, because a role can have many rules. */
export interface StandingAccess {
  /** How many questions the cluster was asked: one for each rule of the role in each place. */
  readonly asked: number;
  /** How many of them it answered with yes. */
  readonly allowed: number;
  /** What allows it, such as `ClusterRoleBinding everyone-views`; ten at the most. */
  readonly through: readonly string[];
}

const mostNamed = 10;
/** Characters. */
const longestName = 200;

/** Sums up what the cluster answered before anything was made. What the person's other windows allow does not count. */
export function standingBefore(evidence: readonly AccessEvidence[]): StandingAccess {
  const standing = evidence.filter(({ allowed, reason }) => allowed && !isThroughWindow(reason));
  const through = [...new Set(standing.map(({ reason }) => giverIn(reason)))].slice(0, mostNamed);
  return { asked: evidence.length, allowed: standing.length, through };
}

function isThroughWindow(reason: string): boolean {
  return reason.includes(`RoleBinding "${bindingNamePrefix}`);
}

// The RBAC authorizer says: RBAC: allowed by ClusterRoleBinding "name" of ClusterRole "role" to Group "group". For a
// RoleBinding the name is "name/namespace". Others, those of EKS among them, say what they like.
function giverIn(reason: string): string {
  const { kind, name } = /^RBAC: allowed by (?<kind>\w+) "(?<name>[^"]+)"/.exec(reason)?.groups ?? {};
  const giver = kind === undefined || name === undefined ? reason : `${kind} ${name}`;
  return giver === '' ? 'access that the cluster does not name' : giver.slice(0, longestName);
}

/** What stands already, as a part of a sentence about the person; nothing where nothing does. Plain text. */
export function standingInWords({ asked, allowed, through }: StandingAccess): string | undefined {
  if (allowed === 0) return undefined;
  const what = allowed === asked ? 'all of this' : `${allowed} of the ${asked} things that were asked about`;
  return `${what} without a window, through ${through.join(', ')}`;
}

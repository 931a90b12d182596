import { type Drift, driftInWords } from './drift.ts';
import type { RequestId } from './ids.ts';
import type { ClusterName } from './scope.ts';
import type { StandingBinding } from './standing-binding.ts';
import { placeOf } from './standing-binding.ts';

/** Something that a sweep found and that people must hear of. */
export type Finding = { readonly cluster: ClusterName } & (
  | { readonly kind: 'orphan'; readonly binding: Sighting; readonly request?: RequestId }
  | { readonly kind: 'drift'; readonly request: RequestId; readonly found: Drift }
  | { readonly kind: 'planted'; readonly binding: Sighting }
  | { readonly kind: 'orphan-entry'; readonly principalArn: string }
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'late'; readonly request: RequestId }
);

/** What is told of a binding. */
export interface Sighting {
  readonly uid: string;
  /** `namespace/name`. */
  readonly where: string;
  readonly role: string;
  readonly users: readonly string[];
}

/** How many of the users are named. */
const mostUsers = 10;

export function sightingOf(binding: StandingBinding): Sighting {
  const { uid, role, users } = binding;
  return { uid, where: placeOf(binding), role, users: users.slice(0, mostUsers) };
}

/** What was found, as a sentence. Plain text; names in it were chosen by whoever wrote to the cluster. */
export function findingInWords(finding: Finding): string {
  const { cluster } = finding;
  switch (finding.kind) {
    case 'orphan':
      return `${cluster}: nothing allowed the binding ${finding.binding.where}${ofRequest(finding.request)}, so it was removed. It gave ${finding.binding.role} to ${named(finding.binding)}.`;
    case 'drift':
      return `${cluster}: ${driftInWords(finding.found)}, so the access of request ${finding.request} was ended. It is not given again by itself.${leftInPlace(finding.found)}`;
    case 'planted':
      return `${cluster}: the binding ${finding.binding.where} gives ${finding.binding.role} to ${named(finding.binding)}, and k8s-access did not make it. It was left alone. Remove it, or give that access another way.`;
    case 'orphan-entry':
      return `${cluster}: nobody held the access entry of ${finding.principalArn}, which k8s-access had made, so it was removed.`;
    case 'unreachable':
      return `${cluster}: two sweeps in a row could not look into it. ${finding.why} Until it answers, nothing that is over can be taken away there.`;
    case 'late':
      return `${cluster}: the machine of request ${finding.request} had not closed it, so the sweep did.`;
  }
}

// Without the tag it cannot be proven that we made it, so it is not deleted.
function leftInPlace({ of, problem }: Drift): string {
  return of === 'entry' && problem === 'tag'
    ? ' The entry was left alone, because it does not carry the tag that k8s-access gave it. Delete it, unless somebody else needs it.'
    : '';
}

function ofRequest(request: RequestId | undefined): string {
  return request === undefined ? '' : ` of request ${request}`;
}

function named({ users }: Sighting): string {
  return users.length === 0 ? 'nobody' : users.join(', ');
}

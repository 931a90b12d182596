import type { Drift } from './drift.ts';
import { boundRole } from './grant.ts';
import { usernamePrefix } from './identity-source.ts';
import type { Instant } from './instant.ts';
import type { Binding, InStatus, Request, Window } from './request.ts';
import { claimOf, isMarked, placeOf, type StandingBinding } from './standing-binding.ts';

/** What a binding that stands in a cluster is to us. */
export type BindingVerdict =
  /** It neither is ours nor names anybody of ours. */
  | 'unconcerned'
  /** A window that is opening, open or closing rests on it. */
  | 'expected'
  /** It is ours, and nothing allows it. */
  | 'orphan'
  /** It names one of our users, and is not ours to remove. */
  | 'planted'
  | Drift;

/**
 * Judges a binding by the record of the request that it claims.
 * @param record read after the cluster was listed, so that whatever was made by then is on record
 * @param usernames of the windows in this cluster: an adopted access entry gives other names than ours
 */
export function judgeBinding(
  binding: StandingBinding,
  record: Request | undefined,
  usernames: ReadonlySet<string>,
): BindingVerdict {
  const window = windowOf(record);
  const own = window?.bindings.find((one) => placeOf(one) === placeOf(binding));
  if (record !== undefined && window !== undefined && own !== undefined) {
    if (own.uid === binding.uid) return judgeOwn(binding, record, window);
    if (own.uid === undefined && isBeingMade(binding, record)) return 'expected';
  }
  if (isMarked(binding)) return 'orphan';
  return binding.users.some((user) => user.startsWith(usernamePrefix) || usernames.has(user))
    ? 'planted'
    : 'unconcerned';
}

function judgeOwn(binding: StandingBinding, record: Request, window: Window): BindingVerdict {
  switch (record.status) {
    case 'approved':
    case 'active': {
      const problem = problemOf(binding, record, window);
      return problem === undefined ? 'expected' : { of: 'binding', where: placeOf(binding), problem };
    }
    // Being taken away, under its uid, whatever became of it.
    case 'closing':
      return 'expected';
    default:
      return isMarked(binding) ? 'orphan' : 'planted';
  }
}

function problemOf(
  binding: StandingBinding,
  { status, target }: InStatus<'approved' | 'active'>,
  { username }: Window,
): 'subjects' | 'role' | 'labels' | undefined {
  if (!isMarked(binding)) return 'labels';
  if (binding.roleKind !== 'ClusterRole' || binding.role !== boundRole(target.grant)) return 'role';
  const { users, others } = binding;
  const namesNobody = users.length === 0 && others === 0;
  const namesHolder = users.length === 1 && users[0] === username && others === 0;
  return namesHolder || (status === 'approved' && namesNobody) ? undefined : 'subjects';
}

// Its creator has not yet recorded the uid; until then it names nobody.
function isBeingMade(binding: StandingBinding, record: Request): boolean {
  const underWay = record.status === 'approved' || record.status === 'closing';
  return underWay && isMarked(binding) && binding.users.length === 0 && binding.others === 0;
}

function windowOf(record: Request | undefined): Window | undefined {
  return record !== undefined && 'window' in record ? record.window : undefined;
}

/**
 * The bindings of an open window that were not among those listed. A window that opened since the listing began lacks
 * none: its bindings may be younger than the list.
 * @param uids of what was listed
 */
export function missingFrom(
  uids: ReadonlySet<string>,
  { activeAt, window }: InStatus<'active'>,
  listedAt: Instant,
): readonly Required<Binding>[] {
  if (activeAt >= listedAt) return [];
  return window.bindings.flatMap(({ namespace, name, uid }) =>
    uid === undefined || uids.has(uid) ? [] : [{ namespace, name, uid }],
  );
}

/** The requests whose records are needed to judge what was listed. */
export function claimsIn(listed: readonly StandingBinding[]) {
  return listed.flatMap((binding) => claimOf(binding) ?? []);
}

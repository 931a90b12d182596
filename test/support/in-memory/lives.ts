import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Identity } from '../../../shared/domain/person.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import {
  alice,
  asked,
  bobTheLead,
  bySystem,
  durationOf,
  minutesAfterNoon,
  noon,
  scope,
  sha256,
} from '../records.ts';
import { afterChanges, approval } from '../stories.ts';
import type { World } from './world.ts';

/** Somebody asked, at noon unless said otherwise, for an hour of edit in two namespaces of staging; it is automatic. */
export function approvedOnStaging(
  world: World,
  { by = alice, namespaces = 'payments,checkout', duration = '1h', at = noon } = {},
): RequestId {
  const wanted = { by, scope: scope('staging-eu', namespaces, 'edit'), duration: durationOf(duration), at };
  return world.given(raise(asked(wanted), sha256));
}

/** Alice asks for prod edit at noon, and waits for an approver. */
export function pendingOnProd(world: World): RequestId {
  return world.given(raise(asked(), sha256));
}

/** Bob approves alice's prod edit at 12:01; its rules had this hash when he was asked, or could not be read. */
export function approvedOnProd(world: World, rulesHash?: string): RequestId {
  const raised = raise(asked(), sha256);
  const noted = rulesHash === undefined ? [] : [{ type: 'note-rules', rulesHash } as const];
  const asking = noted.map((change) => ({ ...bySystem('advance-approval', 0), ...change }));
  return world.given(afterChanges(raised, ...asking, approval(bobTheLead, minutesAfterNoon(1), true)));
}

export async function openedOnStaging(
  world: World,
  wanted: { by?: Identity; namespaces?: string; duration?: string } = {},
): Promise<RequestId> {
  const id = approvedOnStaging(world, wanted);
  await openWindow(world.ports(), id);
  return id;
}

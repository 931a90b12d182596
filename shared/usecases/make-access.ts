import type { Actor } from '../domain/audit-event.ts';
import { boundRole } from '../domain/grant.ts';
import type { Binding, InStatus, Request, Window } from '../domain/request.ts';
import { openUntil } from '../domain/window.ts';
import type { BindingDraft, Bindings } from './cluster-ports.ts';
import { OpeningTooLateError } from './errors.ts';
import { type HoldEntryPorts, holdEntry } from './hold-entry.ts';
import type { Requests } from './ports.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface MakeAccessPorts extends HoldEntryPorts, RecordPorts {
  readonly requests: Requests;
  readonly bindings: Pick<Bindings, 'create'>;
}

const actor: Actor = { kind: 'system', name: 'open-window' };

/** An approved request whose window is fixed. */
export type Planned = InStatus<'approved'> & { readonly window: Window };

/** Retries find the window fixed and leave it so: a slow opening costs the person time, it never moves the end. */
export async function fixWindowOnce(ports: MakeAccessPorts, request: InStatus<'approved'>): Promise<Planned> {
  const fixed =
    request.window === undefined
      ? await recordChange(ports, request, { type: 'fix-window', at: ports.clock(), actor })
      : request;
  return asPlanned(fixed);
}

interface Made {
  readonly request: Planned;
  readonly window: Window;
  readonly bindings: readonly Required<Binding>[];
  readonly isEntryOurs: boolean;
}

/**
 * Holds the entry and makes the bindings, still without subjects: those come only after the uids are on record, so that
 * whatever lands late can be told apart.
 */
export async function makeAccess(ports: MakeAccessPorts, planned: Planned): Promise<Made> {
  const entry = await holdEntry(ports, planned);
  const created: Required<Binding>[] = [];
  for (const { namespace, name } of planned.window.bindings) {
    const uid = await ports.bindings.create(planned.target, draftOf(planned, { namespace, name }));
    created.push({ namespace, name, uid });
  }
  const request = asPlanned(
    await recordChange(ports, planned, {
      ...{ type: 'record-made', at: ports.clock(), actor, bindings: created },
      ...{ username: entry.username, groups: entry.groups, entry: { arn: entry.arn, ours: entry.ours } },
    }),
  );
  return { request, window: request.window, bindings: created, isEntryOurs: entry.ours };
}

function draftOf(request: Planned, { namespace, name }: Binding): BindingDraft {
  return {
    ...{ requestId: request.id, namespace, name, clusterRole: boundRole(request.target.grant) },
    closesAt: request.window.closesAt,
    requester: request.requester.email,
    approvers: request.approvals.map(({ approver }) => approver.person.email),
    reason: request.reason,
  };
}

/** Retries can take longer than a short window lasts, and nothing may be given after its end. @throws OpeningTooLateError */
export function mustNotBeLate(
  { clock }: Pick<MakeAccessPorts, 'clock'>,
  request: InStatus<'approved'>,
): void {
  if (clock() >= openUntil(request)) throw new OpeningTooLateError(`${request.id} can no longer be opened`);
}

function asPlanned(request: Request): Planned {
  if (request.status !== 'approved' || request.window === undefined) {
    throw new Error(`unreachable: ${request.id} is ${request.status} in the middle of opening`);
  }
  return { ...request, window: request.window };
}

import type { Actor } from '../domain/audit-event.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import { type Page, type PagedService, wasAccepted } from '../domain/paging.ts';
import type { Request } from '../domain/request.ts';
import { DependencyError, StaleRecordError } from './errors.ts';
import type { Pager } from './paging-ports.ts';
import type { Clock, Reporter } from './ports.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface TakingAwayFailsPorts extends RecordPorts {
  readonly pager: Pager;
  /** Paged when access cannot be taken away; without it nobody is. */
  readonly operators?: PagedService | undefined;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** Seconds for which it is only tried again. */
const pageAfter = 120;

const actor: Actor = { kind: 'system', name: 'close-window' };

/**
 * Puts on record that what was made could not be taken away, and pages those who run the system where it goes on
 * failing. Answers the record. Throws nothing: the failure itself is what is to be thrown, and tried again.
 */
export async function noteTakingAwayFails(
  ports: TakingAwayFailsPorts,
  request: Request,
  error: unknown,
): Promise<Request> {
  // Another invocation was faster, and says what there is to say.
  if (error instanceof StaleRecordError || !isTakingAway(request)) return request;
  ports.reporter.alarm('close-failing', { request: request.id, cluster: request.target.cluster });
  try {
    return request.failing === undefined
      ? await recordChange(ports, request, { ...now(ports), type: 'note-failing', why: whyOf(error) })
      : await pageOnce(ports, request);
  } catch (failure) {
    ports.reporter.failed('note that access cannot be taken away', failure);
    return request;
  }
}

/** Tells those who were paged that it is settled. Throws nothing. */
export async function resolvePage(
  ports: TakingAwayFailsPorts,
  before: Request,
  after: Request,
): Promise<void> {
  const { operators } = ports;
  if (before.failing?.pagedAt === undefined || isTakingAway(after) || operators === undefined) return;
  await ports.pager.resolve(operators, dedupKeyOf(after.id));
}

async function pageOnce(ports: TakingAwayFailsPorts, request: Request): Promise<Request> {
  const { operators, clock } = ports;
  const { failing } = request;
  const isDue = failing !== undefined && clock() >= secondsAfter(failing.since, pageAfter);
  if (operators === undefined || !isDue || failing.pagedAt !== undefined) return request;
  const outcomes = await ports.pager.page(operators, pageFor(request, failing.why));
  // Where no channel took it, the next turn pages again, under the same key.
  if (!wasAccepted(outcomes)) return request;
  return recordChange(ports, request, { ...now(ports), type: 'note-paged', outcomes });
}

function pageFor({ id, requester, scope, failing }: Request, why: string): Page {
  return {
    dedupKey: dedupKeyOf(id),
    severity: 'critical',
    summary: `Access of ${requester.email} to ${scope.cluster} cannot be taken away (request ${id})`,
    details: {
      'What fails': why,
      Since: failing?.since ?? '',
      Role: scope.role,
      Namespaces: scope.namespaces.join(', '),
      'What happens': 'It is tried again every five minutes at the latest, until it succeeds.',
    },
  };
}

const dedupKeyOf = (id: RequestId) => `k8s-access/taking-away/${id}`;

function isTakingAway(request: Request): boolean {
  return request.status === 'closing' || (request.status === 'approved' && request.abandoned !== undefined);
}

function now({ clock }: TakingAwayFailsPorts) {
  return { at: clock(), actor };
}

/** Characters of it that are kept. */
const longestWhy = 300;

// Only our own errors are sentences that people may read; others may carry what an SDK was given.
function whyOf(error: unknown): string {
  if (error instanceof AggregateError) return whyOf(error.errors[0]);
  return error instanceof DependencyError
    ? error.message.slice(0, longestWhy)
    : `Something failed on our side (${error instanceof Error ? error.name : 'unknown'}); the log says more.`;
}

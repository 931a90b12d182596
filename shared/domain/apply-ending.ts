import type { Actor, AuditFact } from './audit-event.ts';
import type { ChangeOf } from './change.ts';
import { type Instant, millisecondsBetween, secondsAfter } from './instant.ts';
import { type In, move, type Outcome } from './outcome.ts';
import { sameAccount } from './person.ts';
import type { Ending, Request, Window } from './request.ts';
import { fixWindow } from './window.ts';

/** Seconds. Longer than `open-window` may run, so that after it no call of an interrupted opening is on its way. */
const openingSeconds = 90;

/** Begins to end a window that is open, is being opened, or was to be opened. */
export function beginClose(
  request: In<'approved' | 'active'>,
  change: ChangeOf<'begin-close'>,
): Outcome | undefined {
  const window = request.window ?? fixWindow(request, change.at);
  const ending = endingOf(request, window, change);
  if (ending === undefined) return undefined;
  const settlesAt = settlesAtOf(request, change.at);
  return move(
    request,
    { status: 'closing', window, since: change.at, ...ending, ...(settlesAt && { settlesAt }) },
    closingFact(change),
  );
}

// Guarded here as well as in `mayRelease` and `mayRevoke`: the record must be able to name who ended a window early.
// An end that nobody asked for may not come early: retries and skewed clocks must not shorten a window.
function endingOf(request: Request, window: Window, change: ChangeOf<'begin-close'>): Ending | undefined {
  switch (change.cause) {
    case 'expired':
      return change.at >= window.closesAt ? { cause: change.cause } : undefined;
    case 'released':
      return isRequester(request, change.actor) ? { cause: change.cause } : undefined;
    case 'revoked':
      return change.actor.kind === 'person'
        ? { cause: change.cause, by: change.actor.person, why: change.why }
        : undefined;
    case 'deactivated':
      return { cause: change.cause, loss: change.loss, lostAt: change.lostAt };
    case 'drift':
      return { cause: change.cause, found: change.found };
  }
}

function closingFact(change: ChangeOf<'begin-close'>): AuditFact {
  const type = 'closing';
  switch (change.cause) {
    case 'revoked':
      return { type, cause: change.cause, why: change.why };
    case 'deactivated':
      return { type, cause: change.cause, loss: change.loss, lostAt: change.lostAt };
    case 'drift':
      return { type, cause: change.cause, found: change.found };
    default:
      return { type, cause: change.cause };
  }
}

export function isRequester(request: Request, actor: Actor): boolean {
  return actor.kind === 'person' && sameAccount(request.requester, actor.person);
}

// Nothing is made before the window is fixed, and nothing after the window was recorded as open.
function settlesAtOf(request: In<'approved' | 'active'>, at: Instant): Instant | undefined {
  return request.status === 'approved' && request.window !== undefined
    ? secondsAfter(at, openingSeconds)
    : undefined;
}

/** Records that the access is gone, as soon as nothing can bring it back. */
export function end(
  request: In<'closing'>,
  { at, removed, evidence, drifts }: ChangeOf<'end'>,
): Outcome | undefined {
  const { window, settlesAt } = request;
  if (settlesAt !== undefined && at < settlesAt) return undefined;
  const ending = endingIn(request);
  const endToNo = millisecondsBetween(dueAt(request), at);
  return move(
    { ...request, figures: { ...request.figures, endToNo } },
    { status: 'ended', window, endedAt: at, evidence, ...ending },
    { type: 'closed', cause: ending.cause, removed, evidence, ...(drifts && { drifts }), endToNo },
  );
}

/** When the access was to end: at the window's end, or when there came to be a reason to end it early. */
function dueAt(request: In<'closing'>): Instant {
  switch (request.cause) {
    case 'expired':
      return request.window.closesAt;
    case 'deactivated':
      return request.lostAt;
    default:
      return request.since;
  }
}

function endingIn(request: In<'closing'>): Ending {
  switch (request.cause) {
    case 'revoked':
      return { cause: request.cause, by: request.by, why: request.why };
    case 'deactivated':
      return { cause: request.cause, loss: request.loss, lostAt: request.lostAt };
    case 'drift':
      return { cause: request.cause, found: request.found };
    default:
      return { cause: request.cause };
  }
}

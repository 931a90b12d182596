import { attend } from './apply-attention.ts';
import { page } from './apply-break-glass.ts';
import { beginClose, end, isRequester } from './apply-ending.ts';
import { apply, askExtension, extend } from './apply-extension.ts';
import { whileFailing } from './apply-failing.ts';
import { isPagedEnough } from './break-glass.ts';
import type { Change, ChangeOf } from './change.ts';
import { saysYes } from './evidence.ts';
import { type ExtensionFacts, isExtension } from './extension.ts';
import { millisecondsBetween } from './instant.ts';
import { lessen } from './less.ts';
import { type In, move, type Outcome } from './outcome.ts';
import { samePerson } from './person.ts';
import type { Binding, MessageRef, Request, Window } from './request.ts';
import { fixWindow, openByFrom } from './window.ts';

/** The record after the change and the fact that the change is; nothing where the status does not allow it. */
export function applyChange(request: Request, change: Change): Outcome | undefined {
  switch (request.status) {
    case 'pending':
      return whilePending(request, change);
    case 'approved':
      if (request.abandoned !== undefined) return whileAbandoned(request, change);
      return isExtension(request) ? whileExtending(request, change) : whileApproved(request, change);
    case 'active':
      return whileActive(request, change);
    case 'closing':
      return change.type === 'end' ? end(request, change) : whileFailing(request, change);
    default:
      return undefined;
  }
}

function whilePending(request: In<'pending'>, change: Change): Outcome | undefined {
  switch (change.type) {
    case 'note-rules':
      return request.rulesHash === undefined ? noteRules(request, change) : undefined;
    case 'route':
    case 'reroute':
      return place(request, change);
    case 'approve':
      return change.at < request.lapsesAt ? approve(request, change) : undefined;
    case 'deny':
      return change.at < request.lapsesAt ? deny(request, change) : undefined;
    case 'withdraw':
      return change.at < request.lapsesAt && isRequester(request, change.actor)
        ? move(request, { status: 'withdrawn', at: change.at }, { type: 'withdrawn' })
        : undefined;
    case 'lapse':
      return lapse(request, change);
    case 'remind':
    case 'escalate':
    case 'strand':
    case 'hand-over':
      return attend(request, change);
    default:
      return undefined;
  }
}

function whileApproved(request: In<'approved'>, change: Change): Outcome | undefined {
  switch (change.type) {
    case 'page':
      return page(request, change);
    case 'fix-window':
      if (request.breakGlass !== undefined && !isPagedEnough(request.breakGlass)) return undefined;
      return request.window === undefined && change.at < request.openBy ? fix(request, change) : undefined;
    case 'record-made':
      return request.window === undefined ? undefined : recordMade(request, request.window, change);
    case 'activate':
      return request.window === undefined ? undefined : activate(request, request.window, change);
    case 'abandon':
      return abandon(request, change);
    case 'begin-close':
      return beginClose(request, change);
    default:
      return undefined;
  }
}

// An extension has no window of its own: nothing is made for it, so nothing is to be closed.
function whileExtending(request: In<'approved'> & ExtensionFacts, change: Change): Outcome | undefined {
  switch (change.type) {
    case 'apply':
      return apply(request, change);
    case 'abandon':
      return abandon(request, change);
    default:
      return undefined;
  }
}

function whileActive(request: In<'active'>, change: Change): Outcome | undefined {
  switch (change.type) {
    case 'ask-extension':
      return askExtension(request, change);
    case 'extend':
      return extend(request, change);
    case 'begin-close':
      return beginClose(request, change);
    default:
      return undefined;
  }
}

function abandon(request: In<'approved'>, { at, why }: ChangeOf<'abandon'>): Outcome {
  return { request: { ...request, abandoned: { at, why } }, fact: { type: 'abandoned', why } };
}

function whileAbandoned(request: In<'approved'>, change: Change): Outcome | undefined {
  if (change.type !== 'fail' || request.abandoned === undefined) return whileFailing(request, change);
  const { abandoned } = request;
  return move(
    request,
    { status: 'failed', at: change.at, abandoned },
    { type: 'failed', why: abandoned.why },
  );
}

function noteRules(request: In<'pending'>, { rulesHash, standing }: ChangeOf<'note-rules'>): Outcome {
  const noted = { rulesHash, ...(standing && { standing }) };
  return { request: { ...request, ...noted }, fact: { type: 'rules-noted', ...noted } };
}

function place(
  request: In<'pending'>,
  { type, card }: ChangeOf<'route'> | ChangeOf<'reroute'>,
): Outcome | undefined {
  const expected = request.card === undefined ? 'route' : 'reroute';
  const fact = { type: type === 'route' ? 'routed' : 'rerouted', card } as const;
  return type === expected ? { request: { ...request, card }, fact } : undefined;
}

// Guarded here as well as in `mayApprove`: no path to an approval, however routed, may skip this.
function approve(
  request: In<'pending'>,
  { at, given, completes, less, judged, clickedCard }: ChangeOf<'approve'>,
): Outcome | undefined {
  if (samePerson({ person: request.requester, principal: request.principal }, given.approver))
    return undefined;
  const allowed = less === undefined ? request : lessen(request, less);
  if (allowed === undefined) return undefined;
  const approved = { ...withCard(allowed, clickedCard), approvals: [...request.approvals, given] };
  const said = less === undefined ? {} : { less };
  const fact = { type: 'approved', as: given.as, complete: completes, ...said, judged } as const;
  return completes
    ? move(approved, { status: 'approved', approvedAt: at, openBy: openByFrom(request, at) }, fact)
    : { request: approved, fact };
}

function deny(request: In<'pending'>, { at, by, why, judged, clickedCard }: ChangeOf<'deny'>): Outcome {
  return move(
    withCard(request, clickedCard),
    { status: 'denied', by: by.person, why, at },
    { type: 'denied', why, judged },
  );
}

// A window that was ended early takes the extension along that was asked for it, and a person their requests.
function lapse(request: In<'pending'>, { at, windowOver, loss }: ChangeOf<'lapse'>): Outcome | undefined {
  const why = {
    ...(windowOver && isExtension(request) ? { windowOver } : {}),
    ...(loss === undefined ? {} : { loss }),
  };
  if (at < request.lapsesAt && Object.keys(why).length === 0) return undefined;
  return move(request, { status: 'lapsed', at, ...why }, { type: 'lapsed', ...why });
}

function withCard(request: In<'pending'>, clicked: MessageRef | undefined): In<'pending'> {
  return request.card === undefined && clicked !== undefined ? { ...request, card: clicked } : request;
}

function fix(request: In<'approved'>, { at }: ChangeOf<'fix-window'>): Outcome {
  const window = fixWindow(request, at);
  return {
    request: { ...request, window },
    fact: { type: 'window-fixed', closesAt: window.closesAt, bindings: window.bindings },
  };
}

function recordMade(
  request: In<'approved'>,
  window: Window,
  { username, groups, entry, bindings }: ChangeOf<'record-made'>,
): Outcome | undefined {
  if (!areThose(bindings, window.bindings)) return undefined;
  return {
    request: { ...request, window: { ...window, username, groups, entry, bindings } },
    fact: { type: 'made', username, entry, bindings },
  };
}

// Nothing is made beside what was fixed, and so nothing beside what was approved.
function areThose(made: readonly Binding[], fixed: readonly Binding[]): boolean {
  const placesOf = (bindings: readonly Binding[]) =>
    bindings.map(({ namespace, name }) => `${namespace}/${name}`).sort();
  return placesOf(made).join() === placesOf(fixed).join();
}

// "Active" is a promise to the person and to the auditor, so it needs the cluster's own yes.
function activate(
  request: In<'approved'>,
  window: Window,
  { at, evidence, standing }: ChangeOf<'activate'>,
): Outcome | undefined {
  if (!saysYes(evidence) || at >= window.closesAt) return undefined;
  const approveToYes = millisecondsBetween(request.approvedAt, at);
  const { breakGlass } = request;
  const before = standing && { standing };
  const timed = {
    ...request,
    ...before,
    figures: { ...request.figures, approveToYes },
    ...(breakGlass && { breakGlass: { ...breakGlass, openedAt: at } }),
  };
  const fact = { type: 'opened', closesAt: window.closesAt, evidence, ...before, approveToYes } as const;
  return move(timed, { status: 'active', window, activeAt: at }, fact);
}

import { type ApproverSource, usergroupSource } from './approver-source.ts';
import type { Decision } from './decide.ts';
import type { Instant } from './instant.ts';
import { type Approver, isUnknown } from './may-approve.ts';
import { isOwn, type Owner, samePerson, type UsergroupHandle } from './person.ts';
import type { EarlyEndRefusal, OnCallUnknown } from './refusal.ts';
import { isTerminal, type Request } from './request.ts';
import { approversOf } from './stages-now.ts';

/** Whether a person may withdraw, release or revoke now; or why not. */
export type EndJudgement =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly refusal: EarlyEndRefusal | OnCallUnknown };

/** Judges "withdraw": the requester takes back what nobody has decided yet. */
export function mayWithdraw(request: Request, by: Owner, now: Instant): EndJudgement {
  if (!isOwn(identityOf(request), by)) return refused({ code: 'not-requester', verb: 'withdraw' });
  if (request.status !== 'pending') return refused(notPending(request));
  // The machine records the lapse when it next asks; until then the record still says that it waits.
  return now < request.lapsesAt ? allowed : refused({ code: 'nothing-to-withdraw', status: 'lapsed' });
}

/** Judges "release": the requester gives back what is open, or was to be opened. */
export function mayRelease(request: Request, by: Owner, now: Instant): EndJudgement {
  if (!isOwn(identityOf(request), by)) return refused({ code: 'not-requester', verb: 'release' });
  return mayBeEnded(request, 'release', now);
}

/**
 * Judges "revoke", by today's people: whoever could approve the request, and security.
 * @param revokers the sources that `revokersOf` names
 */
export function mayRevoke(
  request: Request,
  revoker: Approver,
  revokers: readonly ApproverSource[],
  now: Instant,
): EndJudgement {
  if (samePerson(identityOf(request), revoker)) {
    return refused({ code: 'own-access', id: request.id });
  }
  if (!revokers.some((source) => revoker.sources.has(source))) {
    return refused(
      isUnknown(revoker, revokers) ? { code: 'on-call-unknown' } : { code: 'not-a-revoker', revokers },
    );
  }
  return mayBeEnded(request, 'revoke', now);
}

/**
 * Where those come from who may revoke; a break-glass also names its own. A policy that changed takes nobody's right away who could have approved
 * then, and gives it to whoever could approve now.
 * @param decision what the policy says to the request today
 */
export function revokersOf(
  request: Request,
  decision: Decision,
  security: UsergroupHandle,
): readonly ApproverSource[] {
  const { terms } = request.breakGlass ?? {};
  const closers = terms === undefined ? [] : [...terms.closers, ...terms.reviewers];
  return [...new Set([...approversOf(request, decision), ...closers, usergroupSource(security)])];
}

function identityOf({ requester: person, principal }: Request) {
  return { person, principal };
}

function mayBeEnded(request: Request, verb: 'release' | 'revoke', now: Instant): EndJudgement {
  if (request.extends !== undefined) return refused({ code: 'is-extension', of: request.extends, verb });
  const { id, status } = request;
  switch (request.status) {
    case 'active':
      // The machine closes it when it next asks; an end that comes now is no early one.
      return now < request.window.closesAt
        ? allowed
        : refused({ code: 'ending-already', status: 'closing', cause: 'expired' });
    case 'approved':
      return request.abandoned === undefined
        ? allowed
        : refused({ code: 'nothing-to-end', id, verb, status: 'failed' });
    case 'closing':
    case 'ended':
      return refused({ code: 'ending-already', status: request.status, ...endingOf(request) });
    default:
      return refused({ code: 'nothing-to-end', id, verb, status });
  }
}

function endingOf(
  request: Extract<Request, { status: 'closing' | 'ended' }>,
): Pick<Extract<EarlyEndRefusal, { code: 'ending-already' }>, 'cause' | 'by'> {
  switch (request.cause) {
    case 'revoked':
      return { cause: request.cause, by: request.by.email };
    case 'released':
      return { cause: request.cause, by: request.requester.email };
    default:
      return { cause: request.cause };
  }
}

function notPending(request: Request): EarlyEndRefusal {
  const { id, status } = request;
  return isTerminal(request) || status === 'closing'
    ? { code: 'nothing-to-withdraw', status }
    : { code: 'decided-before-withdrawal', id: request.extends ?? id, status };
}

const allowed: EndJudgement = { allowed: true };

function refused(refusal: EarlyEndRefusal | OnCallUnknown): EndJudgement {
  return { allowed: false, refusal };
}

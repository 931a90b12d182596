import { isUnderWay } from './extension.ts';
import type { Instant } from './instant.ts';
import { isOwn, type Owner } from './person.ts';
import type { Refusal } from './refusal.ts';
import type { InStatus, Request } from './request.ts';

/** Whether a person may ask for more time now; or why not. */
export type ExtendJudgement =
  | { readonly allowed: true; readonly request: InStatus<'active'> }
  | { readonly allowed: false; readonly refusal: Refusal };

/**
 * Judges who asks for more time, and when; how much there is, is for the policy to say.
 * @param latest the latest extension of the request, where it has one
 */
export function mayExtend(
  request: Request,
  latest: Request | undefined,
  by: Owner,
  now: Instant,
): ExtendJudgement {
  if (!isOwn({ person: request.requester, principal: request.principal }, by))
    return refused({ code: 'not-requester', verb: 'extend' });
  if (request.status !== 'active') {
    return refused({ code: 'nothing-to-extend', status: request.status });
  }
  if (request.breakGlass !== undefined) return refused({ code: 'not-extended-again' });
  // The machine closes it when it next asks; until then the record still says that it is open.
  if (now >= request.window.closesAt) return refused({ code: 'nothing-to-extend', status: 'closing' });
  return latest !== undefined && isUnderWay(latest, now)
    ? refused({ code: 'extension-under-way', id: latest.id, status: latest.status })
    : { allowed: true, request };
}

function refused(refusal: Refusal): { readonly allowed: false; readonly refusal: Refusal } {
  return { allowed: false, refusal };
}

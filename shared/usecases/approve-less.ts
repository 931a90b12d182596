import type { NonEmpty } from '../domain/brand.ts';
import type { Duration } from '../domain/duration.ts';
import { isExtension } from '../domain/extension.ts';
import { excessOf, isWhole, leastOf, rolesBeside } from '../domain/less.ts';
import type { LessRefusal, Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { type Extent, type RoleName, scopeOf } from '../domain/scope.ts';
import type { LesserTerms, Terms } from '../domain/terms.ts';
import { type ApproveAnswer, type ApprovePorts, judgeApproval, recordApproval } from './approve.ts';
import { type Click, readForJudging } from './approver.ts';
import { judgeAgain } from './judge-again.ts';
import { judgeRoles, type NarrowerRolePorts } from './narrower-role.ts';

export interface ApproveLessPorts extends ApprovePorts, NarrowerRolePorts {}

/** An approval of what the approver chose, which must be no more than what is asked. */
export interface LesserApproval extends Click {
  readonly wanted: {
    readonly duration: Duration;
    readonly namespaces: NonEmpty<Extent> | 'all';
    readonly role: RoleName;
  };
}

export type LessJudgement =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly request: Request;
      /** The roles that can take the place of the one that is asked for. */
      readonly narrower: readonly RoleName[];
      /** Why there may be more of them than could be read. */
      readonly unread?: LessRefusal;
    };

/**
 * Whether the person may approve now, by today's policy and people, and with which roles: asked before they choose.
 * They may choose less than a policy that has become stricter since.
 */
export async function judgeLess(ports: ApproveLessPorts, click: Click): Promise<LessJudgement> {
  const request = await ports.requests.find(click.id);
  if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
  const judging = await readForJudging(ports, request, click, leastOf(request));
  const judged = await judgeApproval(ports, request, judging);
  if (judged.outcome === 'refused') return judged;
  const roles = await judgeRoles(
    ports,
    request,
    isExtension(request) ? [] : rolesBeside(judged.judging.policy, request),
  );
  const narrower = roles.flatMap((one) => (one.allowed ? [one.role] : []));
  const unread = roles.flatMap((one) => (one.allowed ? [] : [one.refusal])).find(isUnread);
  return { outcome: 'allowed', request, narrower, ...(unread === undefined ? {} : { unread }) };
}

function isUnread({ code }: LessRefusal): boolean {
  return code === 'role-unread' || code === 'role-changed';
}

/**
 * Records an approval of less than what is asked, judged like any other, by the rule that covers what was asked. The
 * lesser terms and the approval are one write, so nothing opens for longer or wider than every approver allowed.
 */
export async function approveLess(ports: ApproveLessPorts, approval: LesserApproval): Promise<ApproveAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(approval.id);
    if (request === undefined) return refused({ code: 'unknown-request', id: approval.id });
    const terms = termsOf(request, approval.wanted);
    const judging = await readForJudging(ports, request, approval, terms);
    const judged = await judgeApproval(ports, request, judging);
    if (judged.outcome === 'refused') return refused(ownReason(judged.refusal));
    const excess = excessOf(request, terms);
    if (excess !== undefined) return refused(excess);
    if (isWhole(request, terms)) return recordApproval(ports, request, judged, approval);
    const less = await lesserTerms(ports, request, terms);
    return 'code' in less ? refused(less) : recordApproval(ports, request, judged, approval, less);
  });
}

function termsOf({ scope }: Request, { duration, namespaces, role }: LesserApproval['wanted']): Terms {
  const wanted = scopeOf(scope.cluster, namespaces === 'all' ? scope.namespaces : namespaces, role);
  if (wanted === undefined) throw new Error('unreachable: an approver chose no namespace');
  return { scope: wanted, duration };
}

// The approver chose the terms, so it is not the policy that has changed.
function ownReason(refusal: Refusal): Refusal {
  return refusal.code === 'policy-changed' ? refusal.refusal : refusal;
}

async function lesserTerms(
  ports: NarrowerRolePorts,
  request: Request,
  terms: Terms,
): Promise<LesserTerms | LessRefusal> {
  const { role } = terms.scope;
  if (role === request.scope.role) return terms;
  const [judged] = await judgeRoles(ports, request, [role]);
  if (judged === undefined) throw new Error('unreachable: one role was asked about');
  return judged.allowed ? { ...terms, role: judged.terms } : judged.refusal;
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}

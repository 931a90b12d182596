import type { Decision } from './decide.ts';
import type { Request } from './request.ts';
import { stagedBy } from './stages-now.ts';

/**
 * Whether approvals of the request count only when they are signed with an AWS session: by today's rule or, where that asks
 * nobody, by the one it was made under. Then neither a stolen Slack session nor whoever edits usergroups can approve.
 */
export function takesSession(request: Request, today: Decision = request.decision): boolean {
  return (stagedBy(today) ?? stagedBy(request.decision))?.assurance === 'aws';
}

/** What an approver types then. */
export function approveCommand({ id }: Pick<Request, 'id'>): string {
  return `k8s-access approve ${id}`;
}

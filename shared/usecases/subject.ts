import type { Request, Window } from '../domain/request.ts';
import type { Subject } from './cluster-ports.ts';

/** The person as the cluster's authorizers see them: name, groups, and what the EKS authenticator says besides. */
export function subjectOf(request: Request, window: Window): Subject {
  return {
    username: window.username,
    groups: window.groups,
    extra: { canonicalArn: [request.principal.arn], sessionName: [request.requester.email] },
  };
}

import type { Request, Window } from '../domain/request.ts';
import type { Subject } from './cluster-ports.ts';

/** The person as the cluster's authorizers see them: name, groups, and what the EKS authenticator says besides. */
export function subjectOf(request: Request, window: Pick<Window, 'username' | 'groups'>): Subject {
  const { principal } = request;
  // What the holder of a personal role calls a session is not known before it.
  const session = principal.holder === 'shared' ? { sessionName: [principal.sessionName] } : {};
  return {
    username: window.username,
    groups: window.groups,
    extra: { canonicalArn: [principal.arn], ...session },
  };
}

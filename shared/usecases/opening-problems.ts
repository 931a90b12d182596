import type { OpeningProblem } from '../domain/request.ts';
import {
  BindingLostError,
  EntryChangedError,
  EntryForNodesError,
  EntryLimitError,
  EntryNotUsableError,
  NamespaceMissingError,
  NameTakenError,
  NoAccessEntriesError,
  NoEvidenceError,
  NotPagedError,
  OpeningTooLateError,
  PolicyForOthersError,
  PolicyTakenError,
  PrincipalRefusedError,
  RoleMissingError,
  RulesChangedError,
  UsernameNotFencedError,
} from './errors.ts';

const permanent = [
  [NotPagedError, 'not-paged'],
  [OpeningTooLateError, 'too-late'],
  [RulesChangedError, 'rules-changed'],
  [RoleMissingError, 'role-missing'],
  [NamespaceMissingError, 'namespace-missing'],
  [EntryNotUsableError, 'entry-not-usable'],
  [UsernameNotFencedError, 'username-not-fenced'],
  [EntryForNodesError, 'entry-for-nodes'],
  [EntryChangedError, 'entry-changed'],
  [EntryLimitError, 'entry-limit'],
  [PolicyTakenError, 'policy-taken'],
  [PolicyForOthersError, 'policy-for-others'],
  [PrincipalRefusedError, 'principal-refused'],
  [NoAccessEntriesError, 'no-access-entries'],
  [NameTakenError, 'name-taken'],
  // Somebody removed what was just made; making it again behind their back would be wrong.
  [BindingLostError, 'no-evidence'],
] as const;

/** The problem that no retry can mend, or nothing where trying again may help. */
export function permanentProblem(error: unknown): OpeningProblem | undefined {
  return permanent.find(([type]) => error instanceof type)?.[1];
}

/** What to call the failure that the state machine ran out of retries over, by the name of its error. */
export function exhaustedProblem(errorName: string): OpeningProblem {
  return errorName === NoEvidenceError.name ? 'no-evidence' : 'cluster-failing';
}

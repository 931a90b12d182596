import type { Approval, Requesters } from './estate.ts';

/** A decision that lets a request go on: by which rule, in which version of it, and who must approve. */
export interface Allowance {
  readonly outcome: 'automatic' | 'needs-approval' | 'break-glass';
  readonly rule: string;
  readonly ruleHash: string;
  readonly approval: Approval;
  /** Whom the rule is for, where it is not for everybody: whoever leaves them loses what it allowed. */
  readonly requesters?: Requesters;
}

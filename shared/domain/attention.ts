import type { ApproverSource } from './approver-source.ts';
import type { NonEmpty } from './brand.ts';
import type { Instant } from './instant.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';

// What is done, while a request waits, so that it does not wait for nobody. It stands in the record.

/** Who was reminded: some people, each alone; or where they are many, all of them at once in the card's thread. */
export type Reminded =
  /** Ids of Slack accounts. */
  | { readonly where: 'direct-messages'; readonly people: readonly string[] }
  | { readonly where: 'thread'; readonly sources: readonly ApproverSource[] };

/** From `at` on, those who come from `to` count for every open stage too. */
export interface Escalated {
  readonly at: Instant;
  readonly to: NonEmpty<ApproverSource>;
  readonly why: EscalationCause;
}

export type EscalationCause =
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'shortage'; readonly shortages: NonEmpty<Shortage> };

/** From `at` on, nobody is known who could complete these stages, not even those to whom it was escalated. */
export interface Stranded {
  readonly at: Instant;
  readonly shortages: NonEmpty<Shortage>;
}

/** A stage that cannot be completed any more by the people who are there. */
export interface Shortage {
  readonly approvers: NonEmpty<ApproverSource>;
  /** Those of its sources that do not exist any more. */
  readonly gone: readonly ApproverSource[];
  /** How many approvals it lacks beyond those that the people who are left can give. */
  readonly lacking: number;
}

/** An approver asked somebody else to decide. Both may still do so. */
export interface HandOver {
  readonly at: Instant;
  readonly from: Person;
  readonly to: Person;
  readonly note?: Reason;
}

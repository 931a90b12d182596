import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { UsergroupHandle } from './person.ts';
import type { Reason } from './reason.ts';
import type { Scope } from './scope.ts';

/** What the policy judges: who asks for what, for how long, why, and when it is judged. */
export interface Ask {
  readonly requester: Requester;
  readonly scope: Scope;
  readonly duration: Duration;
  readonly reason: Reason;
  /** The moment of judging: of the request, and again of each click on it. */
  readonly at: Instant;
}

/** What rules cover: an ask without what their terms are about. */
export type Asking = Omit<Ask, 'duration' | 'reason'>;

/** A requester as rules see them. */
export interface Requester {
  readonly email: string;
  /** Those of the usergroups that rules mention which the person is in at this moment. */
  readonly usergroups: ReadonlySet<UsergroupHandle>;
}

import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Scope } from './scope.ts';

/** What a drill of a rule of break-glass opens: something harmless, in a namespace where nothing depends on it. */
export interface DrillPlan {
  readonly scope: Scope;
  readonly duration: Duration;
}

/** What the record of a drill has beside that of a break-glass. */
export interface Drill {
  /** When the command came in. */
  readonly commandAt: Instant;
}

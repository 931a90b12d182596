import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Weekday } from './schedule.ts';
import type { Scope } from './scope.ts';

/** What a drill of a rule of break-glass opens: something harmless, in a namespace where nothing depends on it. */
export interface DrillPlan {
  readonly scope: Scope;
  readonly duration: Duration;
  readonly weekly?: WeeklyDrill;
}

/** A drill that starts by itself once a week. */
export interface WeeklyDrill {
  /** The address of whoever holds the access meanwhile, and is told as if they had asked for it. */
  readonly as: string;
  readonly weekday: Weekday;
  /** Since midnight, UTC. */
  readonly minute: number;
}

/** What the record of a drill has beside that of a break-glass. */
export interface Drill {
  /** When the command came in. */
  readonly commandAt: Instant;
}

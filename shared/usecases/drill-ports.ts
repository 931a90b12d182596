import type { Instant } from '../domain/instant.ts';

/** Says in the channel of a rule that its weekly drill did not even start. */
export interface DrillTeller {
  /** @param why a sentence for people */
  tellNotStarted(channel: string, rule: string, why: string): Promise<void>;
}

/** A drill that a schedule starts. */
export interface DueDrill {
  /** The rule's name. */
  readonly rule: string;
  /** When it was due; of two deliveries of one moment, one drill comes. */
  readonly at: Instant;
}

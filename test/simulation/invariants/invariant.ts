import type { Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import type { Faults } from '../faults/faults.ts';
import type { Weather } from '../faults/weather.ts';
import type { Action } from '../people/act.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';

/** What an invariant may look at. */
export interface Scene {
  readonly world: SimulatedWorld;
  readonly faults: Faults;
  readonly weather: readonly Weather[];
  readonly actions: readonly Action[];
  /** Whether sweeps run. Where they do not, what a dead function left is left. */
  readonly swept: boolean;
  /** Milliseconds by which the clocks of functions differ at most, either way. */
  readonly skew: number;
}

/** How an invariant was broken, in words for whoever must find out why. */
export type Problem = string;

/** Something that must always hold, and the moments at which it is looked at. */
export interface Invariant {
  /** A record was written. */
  readonly written?: (before: Request | undefined, written: Written) => Problem | undefined;
  /** A call has had its effect on a cluster or a lease. */
  readonly landed?: (call: string) => Problem | undefined;
  /** Something is about to be said of this record. */
  readonly said?: (what: string, request: Request) => Problem | undefined;
  /** Every few minutes, and when everything has come to rest. */
  readonly looked?: (atRest: boolean) => Problem | undefined;
}

export type MakeInvariant = (scene: Scene) => Invariant;

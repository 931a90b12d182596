import type { Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import type { Watcher } from '../world/simulated-world.ts';
import { invariants } from './all.ts';
import type { Invariant, Problem, Scene } from './invariant.ts';

/** The first invariant that did not hold. */
export interface Violation {
  readonly invariant: string;
  readonly problem: Problem;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Looks at all invariants whenever something happens, and stops the run at the first that does not hold. */
export class Watch implements Watcher {
  violation: Violation | undefined;
  /** How often each invariant was looked at. */
  readonly checks = new Map<string, number>();
  readonly #scene: Scene;
  readonly #invariants: readonly (readonly [string, Invariant])[];

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#invariants = Object.entries(invariants).map(([name, make]) => [name, make(scene)]);
  }

  written(before: Request | undefined, written: Written): void {
    this.#each(({ written: check }) => check && (() => check(before, written)));
  }

  landed(call: string): void {
    if (!changesClusters.test(call)) return;
    this.#each(({ landed: check }) => check && (() => check(call)));
  }

  said(what: string, request: Request): void {
    this.#each(({ said: check }) => check && (() => check(what, request)));
  }

  look(atRest: boolean): void {
    this.#each(({ looked: check }) => check && (() => check(atRest)));
  }

  #each(checkOf: (invariant: Invariant) => (() => Problem | undefined) | undefined): void {
    for (const [name, invariant] of this.#invariants) {
      const check = checkOf(invariant);
      if (check === undefined || this.violation !== undefined) continue;
      this.checks.set(name, (this.checks.get(name) ?? 0) + 1);
      const problem = check();
      if (problem === undefined) continue;
      const { timeline } = this.#scene.world;
      this.violation = { invariant: name, problem, at: timeline.now };
      timeline.stop();
    }
  }
}

const changesClusters =
  /^(bindings\.(create|addSubject|relabel|remove)|entries\.(create|delete)|policies\.(associate|dissociate)|leases\.|policyLeases\.)/;

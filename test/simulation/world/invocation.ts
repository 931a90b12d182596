import { type Instant, instantFrom } from '../../../shared/domain/instant.ts';
import { Wire, type WireOptions } from '../faults/wire.ts';

export interface InvocationParts extends WireOptions {
  /** Milliseconds by which the clocks of functions differ at most, either way. */
  readonly skew: number;
}

/** One run of a function: with a clock of its own, and calls that go no further than its life. */
export class Invocation {
  readonly name: string;
  /** The id of the request that it is about. */
  readonly about: string;
  readonly wire: Wire;
  readonly #parts: InvocationParts;
  readonly #skew: number;
  #draws = 0;

  constructor(parts: InvocationParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.about = parts.about;
    this.wire = new Wire(parts);
    this.#skew = parts.dice.between(`${parts.name} clock`, -parts.skew, parts.skew);
  }

  end(): void {
    this.wire.end();
  }

  /** The moment by the function's own clock. */
  now(): Instant {
    return instantFrom(this.#parts.timeline.now + this.#skew);
  }

  /** From 0 up to 1, anew at each call. */
  random(): number {
    this.#draws += 1;
    return this.#parts.dice.of(`${this.name} random ${this.#draws}`);
  }

  pause(milliseconds: number): Promise<void> {
    return this.#parts.timeline.pause(milliseconds);
  }
}

import { DependencyError } from '../../../shared/usecases/errors.ts';

/** What a killed invocation gets from everything it still tries. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
}

/** A call that is under way: it lands when the test says so, whether or not its caller still lives. */
export interface Stall {
  /** Resolves when the caller has sent the call. */
  readonly sent: Promise<void>;
  /** Lets the call have its effect, and answers the error that it met, if any. */
  land(): unknown;
}

/** Calls by name, or the call of this number, counted from 1. */
type Which = string | number;
type Plan = (effect: () => unknown) => unknown;

/**
 * What one invocation of a use case calls out through. Left alone it lets everything pass; a test can have a call fail,
 * stall, or be the last thing that the invocation lives to do.
 */
export class Gate {
  /** The names of the calls, in the order in which they were sent. */
  readonly calls: string[] = [];
  readonly #plans: { readonly which: Which; readonly plan: Plan }[] = [];
  readonly #death = Promise.withResolvers<never>();
  #killed = false;

  constructor() {
    this.#death.promise.catch(() => {});
  }

  get killed(): boolean {
    return this.#killed;
  }

  /** Sends one call. An effect happens at once and as a whole, as a conditional write or an API call does. */
  async pass<Answer>(name: string, effect: () => Answer): Promise<Answer> {
    if (this.#killed) throw new KilledError(`${name}, after the end`);
    this.calls.push(name);
    const answer = (this.#take(name) ?? lands)(effect) as Answer | Promise<Answer>;
    return Promise.race([this.#death.promise, answer]);
  }

  /** The next call of that name fails, before it had its effect or although it had it. */
  fail(which: Which, when: 'before' | 'after' = 'before', error: Error = new DependencyError(`no ${which}`)) {
    this.#plan(which, (effect) => {
      if (when === 'after') effect();
      throw error;
    });
  }

  /** Lets the next call of that name pass, so that what is said next is about the one after it. */
  leave(which: Which): void {
    this.#plan(which, lands);
  }

  /** Holds the next call of that name until it is landed. */
  stall(which: Which): Stall {
    const sent = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<unknown>();
    answer.promise.catch(() => {});
    let held: () => unknown = () => undefined;
    this.#plan(which, (effect) => {
      held = effect;
      sent.resolve();
      return answer.promise;
    });
    const land = () => {
      try {
        answer.resolve(held());
        return undefined;
      } catch (error) {
        answer.reject(error);
        return error;
      }
    };
    return { sent: sent.promise, land };
  }

  /** The call has its effect, and the invocation dies before it hears of it. */
  dieAfter(which: Which): void {
    this.#plan(which, (effect) => {
      effect();
      this.kill();
    });
  }

  /** Ends the invocation between two calls. What it has sent may still land. */
  kill(): void {
    this.#killed = true;
    this.#death.reject(new KilledError('killed'));
  }

  #plan(which: Which, plan: Plan): void {
    this.#plans.push({ which, plan });
  }

  #take(name: string): Plan | undefined {
    const number = this.calls.length;
    const place = this.#plans.findIndex(({ which }) => which === name || which === number);
    return place < 0 ? undefined : this.#plans.splice(place, 1)[0]?.plan;
  }
}

const lands: Plan = (effect) => effect();

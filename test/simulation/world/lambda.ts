import { isObject, type Json } from '../../../local/states/json.ts';
import type { Faults } from '../faults/faults.ts';
import type { Dice } from '../time/chance.ts';
import type { Timeline } from '../time/timeline.ts';
import { Invocation, type InvocationParts } from './invocation.ts';

/** What an invocation came to. */
export type Outcome =
  | { readonly ok: true; readonly payload: Json }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** One function's code. What it throws becomes the error of its invocation. */
export type Handler = (payload: Json, invocation: Invocation) => Promise<Json>;

export interface FunctionSpec {
  readonly handler: Handler;
  /** Seconds. */
  readonly timeout: number;
}

export interface LambdaOptions extends Omit<InvocationParts, 'name' | 'about' | 'died'> {
  readonly functions: Readonly<Record<string, FunctionSpec>>;
  readonly timeline: Timeline;
  readonly dice: Dice;
  readonly faults: Faults;
}

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const retriesAfter = [60_000, 120_000];
/** Milliseconds. Longer than that nothing waits for being overtaken. */
const longestHeldBack = 5 * 60_000;
/** Milliseconds. What Lambda cannot take now stays in its queue, and is tried again for hours. */
const throttledAgainAfter = 60_000;

/** Lambda in virtual time: synchronous invocations and queued events, each of which may go wrong on its way. */
export class Lambda {
  readonly #options: LambdaOptions;
  readonly #counts = new Map<string, number>();
  readonly #heldBack = new Map<string, readonly (() => void)[]>();

  constructor(options: LambdaOptions) {
    this.#options = options;
  }

  /** Invokes and answers once, or never where the outcome is lost; who waits has a time-out of its own. */
  invoke(functionName: string, payload: Json, answer: (outcome: Outcome) => void): void {
    const { dice, faults, isDown, timeline } = this.#options;
    const name = this.#nameOf(functionName, payload);
    const fault = isDown('lambda')
      ? 'not-delivered'
      : faults.ofDelivery(`${name} delivery`, aboutOf(payload), timeline.now);
    const run = (called: string, then = answer) => this.#run(functionName, called, payload, then);
    const soon = (what: string, then: () => void) =>
      timeline.at(timeline.now + dice.between(`${name} ${what}`, 0, 60_000), then);
    if (fault === 'not-delivered') {
      answer({ ok: false, error: 'Lambda.TooManyRequestsException', cause: 'throttled' });
    } else if (fault === 'delivered-late') {
      soon('late', () => run(name));
    } else if (fault === 'overtaken') {
      this.#holdBack(placeOf(functionName, payload), () => run(name));
    } else {
      run(name, fault === 'outcome-lost' ? () => {} : answer);
      if (fault === 'delivered-twice') soon('again', () => run(`${name} again`, () => {}));
    }
  }

  /** Takes an event into the function's queue: delivered at least once, and tried three times where it fails. */
  accept(functionName: string, payload: Json, tries = 0): void {
    const { dice, faults, isDown, timeline } = this.#options;
    if (isDown('lambda')) {
      timeline.at(timeline.now + throttledAgainAfter, () => this.accept(functionName, payload, tries));
      return;
    }
    const name = this.#nameOf(functionName, payload);
    const deliver = (after: number, called: string) =>
      timeline.at(timeline.now + after, () =>
        this.#run(functionName, called, payload, ({ ok }) => {
          const after = retriesAfter[tries];
          if (ok || after === undefined) return;
          timeline.at(timeline.now + after, () => this.accept(functionName, payload, tries + 1));
        }),
      );
    const fault = faults.ofDelivery(`${name} event`, aboutOf(payload), timeline.now);
    if (fault === 'overtaken') {
      this.#holdBack(placeOf(functionName, payload), () => deliver(0, name));
      return;
    }
    deliver(
      fault === 'delivered-late'
        ? dice.between(`${name} late`, 1000, 600_000)
        : dice.between(`${name} queued`, 10, 300),
      name,
    );
    if (fault === 'delivered-twice') deliver(dice.between(`${name} again`, 0, 60_000), `${name} again`);
  }

  #run(functionName: string, name: string, payload: Json, answer: (outcome: Outcome) => void): void {
    const { functions, timeline } = this.#options;
    const spec = functions[functionName];
    if (spec === undefined) throw new Error(`there is no function ${functionName}`);
    let over = false;
    const end = (outcome: Outcome) => {
      if (over) return;
      over = true;
      invocation.end();
      answer(outcome);
    };
    const died = () => end({ ok: false, error: 'Lambda.Unknown', cause: 'the function died' });
    const invocation = new Invocation({ ...this.#options, name, about: aboutOf(payload), died });
    timeline.at(timeline.now + spec.timeout * 1000, () =>
      end({ ok: false, error: 'Sandbox.Timedout', cause: 'the function took too long' }),
    );
    this.#deliverOvertaken(placeOf(functionName, payload));
    spec.handler(payload, invocation).then(
      (result) => end({ ok: true, payload: result }),
      (error: unknown) => end({ ok: false, error: nameOf(error), cause: String(error) }),
    );
  }

  #holdBack(place: string, deliver: () => void): void {
    const { timeline } = this.#options;
    let delivered = false;
    const once = () => {
      if (delivered) return;
      delivered = true;
      deliver();
    };
    this.#heldBack.set(place, [...(this.#heldBack.get(place) ?? []), once]);
    timeline.at(timeline.now + longestHeldBack, once);
  }

  // Soon after the one that overtakes them, so that both may be under way at once.
  #deliverOvertaken(place: string): void {
    const { dice, timeline } = this.#options;
    const overtaken = this.#heldBack.get(place) ?? [];
    this.#heldBack.delete(place);
    for (const deliver of overtaken) {
      timeline.at(timeline.now + dice.between(`${place} ${timeline.now} overtaken`, 1, 2000), deliver);
    }
  }

  // Counted for each function and request, so that what is left out of a run changes no other invocation's name.
  #nameOf(functionName: string, payload: Json): string {
    const what = placeOf(functionName, payload);
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return `${what}/${count}`;
  }
}

/** Where deliveries can overtake one another. */
function placeOf(functionName: string, payload: Json): string {
  return `${functionName}/${aboutOf(payload)}`;
}

function aboutOf(payload: Json): string {
  const id = isObject(payload) ? payload['requestId'] : undefined;
  return typeof id === 'string' ? id : '';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

import { Gate } from '../../support/in-memory/gate.ts';
import type { Dice } from '../time/chance.ts';
import type { Timeline } from '../time/timeline.ts';
import type { CallFault, Faults } from './faults.ts';
import { errorOf, type Service, serviceOf, stallOf } from './services.ts';

export interface WireOptions {
  readonly timeline: Timeline;
  readonly dice: Dice;
  readonly faults: Faults;
  /** Of the invocation, the same in every run of the seed. */
  readonly name: string;
  /** The id of the request that the invocation is about. */
  readonly about: string;
  readonly isDown: (service: Service) => boolean;
  /** Told of each call that has just landed, with its effect. */
  readonly landed: (call: string, by: string) => void;
  /** The invocation dies by itself. */
  readonly died: () => void;
}

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

/** What one invocation calls out through: each call takes its time, and anything may befall it on the way. */
export class Wire extends Gate {
  readonly #options: WireOptions;
  #sent = 0;
  #over = false;

  constructor(options: WireOptions) {
    super();
    this.#options = options;
  }

  /** From now on nothing that the invocation still tries is sent, and no answer reaches it. */
  end(): void {
    this.#over = true;
  }

  override pass<Answer>(call: string, effect: () => Answer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (!this.#over) {
      this.#send(call, effect, (outcome) => {
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.answer as Answer);
      });
    }
    return promise;
  }

  #send(call: string, effect: () => unknown, answer: (outcome: Outcome) => void): void {
    const { name, about, dice, faults, timeline, isDown } = this.#options;
    this.#sent += 1;
    const key = `${name} ${this.#sent} ${call}`;
    const took = dice.between(`${key} there`, 3, 60);
    const back = dice.between(`${key} back`, 3, 60);
    const reply = (after: number, outcome: Outcome) =>
      timeline.at(timeline.now + after, () => {
        if (!this.#over) answer(outcome);
      });
    const service = serviceOf(call);
    const land = () => this.#land(call, effect);
    const arrive = (then: (outcome: Outcome) => void) => timeline.at(timeline.now + took, () => then(land()));
    const landLate = () => timeline.at(timeline.now + took + stallOf(call, dice.of(`${key} stall`)), land);
    const error = (why: 'failed' | 'throttled' | 'answer-lost') => ({ error: errorOf(call, why, dice, key) });
    if (isDown(service)) {
      reply(took, error('failed'));
      return;
    }
    this.#befall(faults.ofCall(key, call, about, timeline.now), {
      works: () => arrive((outcome) => reply(back, outcome)),
      fails: () => reply(took + back, error('failed')),
      throttled: () => reply(took, error('throttled')),
      'answer-lost': () => arrive(() => reply(back + 2000, error('answer-lost'))),
      stalls: () => {
        landLate();
        reply(10_000, error('failed'));
      },
      'caller-frozen': () => arrive((outcome) => reply(dice.between(`${key} frozen`, 1000, 40_000), outcome)),
      'caller-dies-before': () => this.#die(),
      'caller-dies-after': () => arrive(() => this.#die()),
      'caller-dies-meanwhile': () => {
        landLate();
        this.#die();
      },
    });
  }

  #befall(fault: CallFault | undefined, fates: Readonly<Record<CallFault | 'works', () => void>>): void {
    fates[fault ?? 'works']();
  }

  #land(call: string, effect: () => unknown): Outcome {
    try {
      const answer = effect();
      this.#options.landed(call, this.#options.name);
      return { answer };
    } catch (error) {
      return { error };
    }
  }

  #die(): void {
    if (this.#over) return;
    this.end();
    this.#options.died();
  }
}

import type { Dice } from '../time/chance.ts';
import { type Service, serviceOf } from './services.ts';

/** What can befall a single call, beside that it simply works. */
export const callFaults = [
  /** It never arrives. */
  'fails',
  /** It has its effect, and the caller is told that it failed. */
  'answer-lost',
  /** It is turned away. */
  'throttled',
  /** The caller gives up on it; it lands much later. */
  'stalls',
  /** It works, and its caller is frozen for up to 40 seconds before it goes on. */
  'caller-frozen',
  'caller-dies-before',
  'caller-dies-after',
  /** The caller dies while it is on its way; it lands much later. */
  'caller-dies-meanwhile',
] as const;

/** What can befall an invocation on its way to a function. */
export const deliveryFaults = [
  'not-delivered',
  'delivered-twice',
  'delivered-late',
  /** It is held back until the next one to the same function about the same request has come. */
  'overtaken',
  'outcome-lost',
] as const;

/** Calls that no precondition protects: only the time that others wait keeps a late one from doing harm. */
export const worseCalls = ['entries.delete', 'policies.associate'] as const;
export type WorseCall = (typeof worseCalls)[number];

export type CallFault = (typeof callFaults)[number];
export type DeliveryFault = (typeof deliveryFaults)[number];
export type Fault = CallFault | DeliveryFault;

/** One fault that happened: to what, of which request's business, and when. */
export interface Befallen {
  readonly key: string;
  readonly fault: Fault;
  readonly about: string;
  readonly at: number;
}

export interface FaultsOptions {
  readonly dice: Dice;
  /** The probability that a call or a delivery is disturbed. */
  readonly rate: number;
  /** The one service, or the one call, that fares much worse than all others, and what then befalls every other time. */
  readonly worse: { readonly at: Service | WorseCall; readonly by: CallFault } | undefined;
  /** Whether what has this key is part of the run; a shorter schedule leaves some out. */
  readonly keeps: (key: string) => boolean;
  /** From then on everything works. */
  readonly until: number;
}

/** The probability that a call of the service that fares worse is disturbed. */
const worseRate = 0.25;

/** Decides for each call and delivery what befalls it, and remembers what did. */
export class Faults {
  readonly befallen: Befallen[] = [];
  readonly #options: FaultsOptions;

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  /** @param key of this call, the same in every run of the seed; @param name of what is called; @param about whose business it is */
  ofCall(key: string, name: string, about: string, now: number): CallFault | undefined {
    const { rate, worse } = this.#options;
    const call = { key, about, at: now };
    if (worse === undefined || (worse.at !== name && worse.at !== serviceOf(name))) {
      return this.#draw(callFaults, rate, call);
    }
    return this.#draw([...callFaults, ...callFaults.map(() => worse.by)], worseRate, call);
  }

  ofDelivery(key: string, about: string, now: number): DeliveryFault | undefined {
    return this.#draw(deliveryFaults, this.#options.rate, { key, about, at: now });
  }

  #draw<Kind extends Fault>(
    kinds: readonly Kind[],
    rate: number,
    { key, about, at }: Omit<Befallen, 'fault'>,
  ): Kind | undefined {
    const { dice, keeps, until } = this.#options;
    if (at >= until || !dice.hits(key, rate) || !keeps(key)) return undefined;
    const fault = kinds[dice.between(`${key} kind`, 0, kinds.length - 1)];
    if (fault === undefined) return undefined;
    this.befallen.push({ key, fault, about, at });
    return fault;
  }
}

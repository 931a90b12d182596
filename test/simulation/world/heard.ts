import type { AccessEvidence } from '../../../shared/domain/evidence.ts';

/** What a cluster answered, and when. */
export interface Answered {
  readonly evidence: readonly AccessEvidence[];
  readonly at: number;
}

/** What clusters last answered, by the request that asked and the namespace. */
export class Heard {
  readonly #answers = new Map<string, Answered & { readonly question: number }>();
  #questions = 0;

  /** Counts a question. To be called before it is asked. */
  ask(): number {
    this.#questions += 1;
    return this.#questions;
  }

  /** Notes an answer. One that comes after that to a later question is no news: who had stopped waiting for it never reads it. */
  note(question: number, about: string, evidence: readonly AccessEvidence[], at: number): void {
    if ((this.#answers.get(about)?.question ?? 0) > question) return;
    this.#answers.set(about, { question, evidence, at });
  }

  last(about: string): Answered | undefined {
    return this.#answers.get(about);
  }
}

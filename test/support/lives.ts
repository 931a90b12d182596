import fc from 'fast-check';
import type { Change } from '../../shared/domain/change.ts';
import type { Request } from '../../shared/domain/request.ts';
import { type Asked, raise, type Transition, transition } from '../../shared/domain/transition.ts';
import { asks, extensionAsks } from './arbitraries.ts';
import { changeFrom } from './change-from.ts';
import { sha256 } from './records.ts';
import type { Story } from './stories.ts';
import { anyThrow, type Throw, throwsOf } from './throws.ts';

/** One change that somebody tried, on the record as it was, and what came of it. */
export interface Step {
  readonly before: Request;
  readonly change: Change;
  readonly result: Transition;
}

/** A request's life: every change that was tried on it, possible or not, and what it became. */
export interface Life extends Story {
  readonly steps: readonly Step[];
}

/** Lives of up to 14 tried changes; half of them go the usual way, so that every status is reached often. */
export const lives: fc.Arbitrary<Life> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: asks }, { weight: 1, arbitrary: extensionAsks }),
    fc.array(fc.oneof(throwsOf('next'), anyThrow), { maxLength: 14 }),
  )
  .map(([asked, throws]) => live(asked, throws));

export const settledLives = lives.filter(({ request }) => request.status !== 'pending');
export const overLives = lives.filter(({ request }) =>
  ['ended', 'applied', 'failed', 'denied', 'lapsed', 'withdrawn'].includes(request.status),
);

function live(asked: Asked, throws: readonly Throw[]): Life {
  const { request: first, events } = raise(asked, sha256);
  let story: Story = { request: frozen(first), events };
  const steps: Step[] = [];
  for (const thrown of throws) {
    const { request: before } = story;
    const change = changeFrom(thrown, story);
    const result = transition(before, change, sha256);
    steps.push({ before, change, result });
    if (result.ok) story = { request: frozen(result.request), events: story.events.concat(result.events) };
  }
  return { ...story, steps };
}

/** The same value, which nothing can change any more without a TypeError. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

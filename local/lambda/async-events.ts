import { randomUUID } from 'node:crypto';
import type { Json } from '../states/json.ts';
import type { Collection } from '../store.ts';
import type { InvocationResult } from './invocation.ts';

/** An event that was accepted for a function and is not done yet. */
export interface AcceptedEvent {
  readonly functionName: string;
  readonly payload: Json;
  /** Invocations that have failed so far. */
  readonly failures: number;
}

export interface AsyncEvents {
  /** The event is durable when this returns; the promise resolves when it is done or dropped. */
  accept(functionName: string, payload: Json): Promise<void>;
  /** Delivers what an earlier process accepted and did not finish. */
  resume(): Promise<void>;
}

// As AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html. AWS waits one minute, then
// two, between them; here they follow at once, so that nobody has to wait or to move the clock.
const mostFailures = 3;

/**
 * The queue of asynchronous invocations. An event that fails for the third time is dropped and reported to `onDropped`.
 * @param deliver answers undefined when the platform stops: the event then stays for the next process
 */
export function openAsyncEvents(
  events: Collection<AcceptedEvent>,
  deliver: (event: AcceptedEvent) => Promise<InvocationResult | undefined>,
  onDropped: (event: AcceptedEvent, reason: string) => void,
): AsyncEvents {
  async function work(id: string, event: AcceptedEvent): Promise<void> {
    const result = await deliver(event);
    if (result === undefined) return;
    const failures = event.failures + 1;
    if (result.ok || failures === mostFailures) {
      events.delete(id);
      if (!result.ok) onDropped(event, `${result.error.name}: ${result.error.message}`);
      return;
    }
    const next = { ...event, failures };
    events.put(id, next);
    await work(id, next);
  }
  return {
    accept: (functionName, payload) => {
      const id = randomUUID();
      const event = { functionName, payload, failures: 0 };
      events.put(id, event);
      return work(id, event);
    },
    resume: async () => {
      await Promise.all(events.all().map(({ key, value }) => work(key, value)));
    },
  };
}

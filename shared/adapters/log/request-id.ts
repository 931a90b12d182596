import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from 'aws-lambda';

const ids = new AsyncLocalStorage<string>();

/** Lets each line that the handler logs carry the id of its invocation, as Lambda's own lines do. */
export function withRequestId<Event, Answer>(
  handler: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  return (event, context) => ids.run(context.awsRequestId, () => handler(event, context));
}

/** The id of the invocation under way; nothing outside of one. */
export function requestId(): string | undefined {
  return ids.getStore();
}

import type { Invoke } from '../lambda/invocation.ts';
import type { Metrics } from '../metrics.ts';

/** Counts invocations as Lambda does: each, those that failed, and those that were not even begun. */
export function counted(invoke: Invoke, metrics: Metrics): Invoke {
  return async (name, payload) => {
    const result = await invoke(name, payload);
    const count = (what: string) =>
      metrics.count({ namespace: 'AWS/Lambda', name: what, dimensions: { FunctionName: name } });
    if (!result.ok && result.error.name === 'TooManyRequestsException') count('Throttles');
    else {
      count('Invocations');
      if (!result.ok) count('Errors');
    }
    return result;
  };
}

import { errorPayload, type InvocationResult, type Invoke } from '../lambda/invocation.ts';
import { longestTimerMs } from './alarm.ts';
import type { Phase } from './execution.ts';
import type { Occurrence } from './step.ts';

/**
 * Calls a Task's function. Its time-out is one of real time: nobody moves the clock before running work has finished.
 * As in AWS, a function that was too slow goes on; its answer is dropped.
 */
export async function call(invoke: Invoke, phase: Phase & { kind: 'calling' }): Promise<Occurrence> {
  const answer = invoke(phase.functionName, phase.payload).then(occurrenceOf);
  if (phase.timeoutSeconds === null) return answer;
  const { promise: timedOut, resolve } = Promise.withResolvers<Occurrence>();
  const cause = `The function ${phase.functionName} did not answer within ${phase.timeoutSeconds} seconds.`;
  const timer = setTimeout(
    () => resolve({ kind: 'failed', error: 'States.Timeout', cause }),
    Math.min(phase.timeoutSeconds * 1000, longestTimerMs),
  );
  return Promise.race([answer, timedOut]).finally(() => clearTimeout(timer));
}

function occurrenceOf(result: InvocationResult): Occurrence {
  if (result.ok) return { kind: 'answered', payload: result.payload };
  return { kind: 'failed', error: result.error.name, cause: JSON.stringify(errorPayload(result.error)) };
}

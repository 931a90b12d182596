import { filter, place } from './data-flow.ts';
import { type Execution, type Failed, originOf, type Running } from './execution.ts';
import type { Json } from './json.ts';
import type { Path } from './path.ts';
import { covers, decideRetry } from './retry.ts';
import type { State } from './state.ts';
import type { StatesError } from './states-error.ts';

/** What a step takes from outside: platform time in milliseconds, and a random number from 0 up to 1. */
export interface Moment {
  readonly now: number;
  readonly chance: number;
}

/** What a state needs in order to be left; without Next the execution ends. */
interface Exit {
  readonly OutputPath: Path | null;
  readonly Next?: string | undefined;
}

/** Leaves the state for the next one, or ends the execution where there is none. */
export function leave(exit: Exit, execution: Running, result: Json, now: number): Execution {
  const output = filter(exit.OutputPath, result, execution);
  if (exit.Next !== undefined) return enter(exit.Next, execution, output, now);
  const { state } = execution;
  return { ...originOf(execution), status: 'SUCCEEDED', state, stoppedAt: now, output };
}

// Two events of the history: the one state is left, the other entered.
function enter(state: string, execution: Running, data: Json, now: number): Running {
  const events = execution.events + 2;
  return { ...execution, state, enteredAt: now, data, attempts: [], events, phase: { kind: 'entered' } };
}

/** Retries, catches, or ends the execution. */
export function recover(
  state: State,
  execution: Running,
  error: StatesError,
  { now, chance }: Moment,
): Execution {
  if (state.Type !== 'Task') return fail(execution, error, now);
  const retry = decideRetry(state.Retry, execution.attempts, error.name, chance);
  if (retry !== undefined) {
    return {
      ...execution,
      attempts: retry.attempts,
      phase: { kind: 'retrying', wakeAt: now + retry.delayMs },
    };
  }
  const catcher = state.Catch.find(({ ErrorEquals }) => covers(ErrorEquals, error.name));
  if (catcher === undefined) return fail(execution, error, now);
  const output = place({ Error: error.name, Cause: error.message }, catcher.ResultPath, execution);
  return enter(catcher.Next, execution, output, now);
}

export function fail(execution: Running, { name, message }: StatesError, now: number): Failed {
  const { state } = execution;
  return { ...originOf(execution), status: 'FAILED', state, stoppedAt: now, error: name, cause: message };
}

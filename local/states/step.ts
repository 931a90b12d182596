import { holds } from './condition.ts';
import { filter, place, scopeOf, shape } from './data-flow.ts';
import type { Definition } from './definition.ts';
import type { Execution, Running } from './execution.ts';
import type { Json } from './json.ts';
import type { Choice, Pass, State, Task } from './state.ts';
import { StatesError } from './states-error.ts';
import { fail, leave, type Moment, recover } from './transition.ts';
import { wakeUpAt } from './wait.ts';

/** What happened to a running execution. */
export type Occurrence =
  | { readonly kind: 'entered' }
  | { readonly kind: 'answered'; readonly payload: Json }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string }
  | { readonly kind: 'woken' };

// AWS ends an execution with a longer history: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const mostEvents = 25_000;

/** The execution after one thing has happened to it. Its phase, or its status, says what is to be done next. */
export function step(
  definition: Definition,
  execution: Running,
  occurrence: Occurrence,
  moment: Moment,
): Execution {
  const state = definition.States[execution.state];
  if (state === undefined) return fail(execution, definitionChanged, moment.now);
  return guarded(
    () => occur(state, execution, occurrence, moment),
    (error) =>
      guarded(
        () => recover(state, execution, error, moment),
        (another) => fail(execution, another, moment.now),
      ),
  );
}

const definitionChanged = new StatesError(
  'States.Runtime',
  'The definition has changed and lacks what the execution was at.',
);

function guarded(attempt: () => Execution, otherwise: (error: StatesError) => Execution): Execution {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof StatesError) return otherwise(error);
    throw error;
  }
}

function occur(state: State, execution: Running, occurrence: Occurrence, { now }: Moment): Execution {
  if (occurrence.kind === 'failed') throw new StatesError(occurrence.error, occurrence.cause);
  if (occurrence.kind === 'entered') return begin(state, execution, now);
  if (state.Type === 'Task') {
    return occurrence.kind === 'answered'
      ? leave(state, execution, taskOutput(state, execution, occurrence.payload), now)
      : begin(state, execution, now);
  }
  if (state.Type !== 'Wait') throw definitionChanged;
  return leave(state, execution, filter(state.InputPath, execution.data, execution), now);
}

function begin(state: State, execution: Running, now: number): Execution {
  if (execution.events > mostEvents) {
    throw new StatesError('States.Runtime', `The execution's history has more than ${mostEvents} events.`);
  }
  if (state.Type === 'Fail') return fail(execution, new StatesError(state.Error, state.Cause), now);
  const input = filter(state.InputPath, execution.data, execution);
  switch (state.Type) {
    case 'Task':
      return call(state, execution, input);
    case 'Wait': {
      const wakeAt = wakeUpAt(state, input, execution, now);
      return wakeAt > now
        ? { ...execution, phase: { kind: 'waiting', wakeAt } }
        : leave(state, execution, input, now);
    }
    case 'Choice':
      return leave({ ...state, Next: choose(state, input, execution) }, execution, input, now);
    case 'Pass':
      return leave(state, execution, passOutput(state, input, execution), now);
    case 'Succeed':
      return leave(state, execution, input, now);
  }
}

// A call is three events of the history: scheduled, started, and succeeded or failed.
function call({ Parameters, TimeoutSeconds }: Task, execution: Running, input: Json): Running {
  const { functionName, payload } = Parameters;
  return {
    ...execution,
    events: execution.events + 3,
    phase: {
      kind: 'calling',
      functionName,
      payload: shape(payload, input, execution),
      timeoutSeconds: TimeoutSeconds ?? null,
    },
  };
}

function taskOutput(state: Task, execution: Running, payload: Json): Json {
  const answer = { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
  return place(shape(state.ResultSelector, answer, execution), state.ResultPath, execution);
}

function passOutput(state: Pass, input: Json, execution: Running): Json {
  const result = state.Result === undefined ? shape(state.Parameters, input, execution) : state.Result;
  return place(result, state.ResultPath, execution);
}

function choose(state: Choice, input: Json, execution: Running): string {
  const scope = scopeOf(input, execution);
  const next = state.Choices.find(({ condition }) => holds(condition, scope))?.Next ?? state.Default;
  if (next === undefined)
    throw new StatesError('States.NoChoiceMatched', `No rule of "${execution.state}" holds.`);
  return next;
}

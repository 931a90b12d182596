import type { Definition } from '../../local/states/definition.ts';
import { type Execution, firstRecord, type Running } from '../../local/states/execution.ts';
import type { Json, JsonObject } from '../../local/states/json.ts';
import { type Occurrence, step } from '../../local/states/step.ts';
import { definitionOf } from './states.ts';

/** When every step is taken, in milliseconds. */
export const now = Date.parse('2026-11-21T10:30:00Z');
export const done: JsonObject = { Type: 'Succeed' };
export const entered: Occurrence = { kind: 'entered' };
export const answered = (payload: Json): Occurrence => ({ kind: 'answered', payload });
export const failed = (error: string): Occurrence => ({ kind: 'failed', error, cause: 'because' });

/** An execution that has just begun. */
export function started(definition: Definition, input: Json): Running {
  const arns = { arn: 'arn:execution', machineArn: 'arn:machine' };
  return firstRecord({ name: 'R-1', machine: 'window', ...arns, input, startedAt: now }, definition.StartAt);
}

/** The execution, which must not have ended. */
export function running(execution: Execution): Running {
  if (execution.status !== 'RUNNING')
    throw new Error(`The execution has ended: ${JSON.stringify(execution)}`);
  return execution;
}

/** Lets things happen one after another, from the start of an execution. */
export function outcomeOf(
  states: JsonObject,
  input: Json,
  occurrences: readonly Occurrence[],
  chance = 0.5,
): Execution {
  const definition = definitionOf(states);
  return occurrences.reduce<Execution>(
    (execution, occurrence) => step(definition, running(execution), occurrence, { now, chance }),
    started(definition, input),
  );
}

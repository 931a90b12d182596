import type { Json, JsonObject } from './json.ts';

/** What was fixed when the execution started. Times are milliseconds since the epoch, in platform time. */
export interface Origin {
  readonly name: string;
  readonly machine: string;
  readonly arn: string;
  readonly machineArn: string;
  readonly input: Json;
  readonly startedAt: number;
}

/** What a running execution is at. It alone says what to do next, so that a restart goes on from it. */
export type Phase =
  | { readonly kind: 'entered' }
  | {
      readonly kind: 'calling';
      readonly functionName: string;
      readonly payload: Json;
      /** Seconds of real time, or null for no limit. */
      readonly timeoutSeconds: number | null;
    }
  | { readonly kind: 'waiting'; readonly wakeAt: number }
  | { readonly kind: 'retrying'; readonly wakeAt: number };

export interface Running extends Origin {
  readonly status: 'RUNNING';
  readonly state: string;
  readonly enteredAt: number;
  /** The data that the state was entered with. */
  readonly data: Json;
  /** How often each retrier of the state has retried since it was entered. */
  readonly attempts: readonly number[];
  /** How many events AWS would have in the execution's history. */
  readonly events: number;
  readonly phase: Phase;
}

export interface Succeeded extends Origin {
  readonly status: 'SUCCEEDED';
  readonly state: string;
  readonly stoppedAt: number;
  readonly output: Json;
}

export interface Failed extends Origin {
  readonly status: 'FAILED';
  readonly state: string;
  readonly stoppedAt: number;
  readonly error: string;
  readonly cause: string;
}

/** The durable record of one execution. */
export type Execution = Running | Succeeded | Failed;

// The history begins with two events: the execution has started, its first state is entered.
export function firstRecord(origin: Origin, state: string): Running {
  const { input, startedAt } = origin;
  return {
    ...origin,
    status: 'RUNNING',
    state,
    enteredAt: startedAt,
    data: input,
    attempts: [],
    events: 2,
    phase: { kind: 'entered' },
  };
}

/** The part of a record that never changes. */
export function originOf({ name, machine, arn, machineArn, input, startedAt }: Execution): Origin {
  return { name, machine, arn, machineArn, input, startedAt };
}

/** When a running execution wants to go on by itself, if it only waits. */
export function wakeUpOf(execution: Execution): number | undefined {
  if (execution.status !== 'RUNNING') return undefined;
  const { phase } = execution;
  return phase.kind === 'waiting' || phase.kind === 'retrying' ? phase.wakeAt : undefined;
}

/** The context object that `$$` paths read: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextOf(execution: Running): JsonObject {
  return {
    Execution: {
      Id: execution.arn,
      Name: execution.name,
      Input: execution.input,
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      Name: execution.state,
      EnteredTime: new Date(execution.enteredAt).toISOString(),
      RetryCount: execution.attempts.reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machine },
  };
}

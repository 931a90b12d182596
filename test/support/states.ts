import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openClock, type PlatformClock } from '../../local/clock.ts';
import type { InvocationResult, Invoke } from '../../local/lambda/invocation.ts';
import { advance } from '../../local/states/advance.ts';
import { type Definition, parseDefinition } from '../../local/states/definition.ts';
import { openStateMachines, type StateMachines } from '../../local/states/engine.ts';
import type { Execution } from '../../local/states/execution.ts';
import type { Json, JsonObject } from '../../local/states/json.ts';
import { openStore } from '../../local/store.ts';

export const home = { region: 'eu-central-1', account: '111122223333' };
export const day = 24 * 60 * 60;

/** A definition as it stands in a template, from its states; the first is the one it starts at. */
export function aslOf(states: JsonObject): JsonObject {
  return { StartAt: Object.keys(states)[0] ?? '', States: states };
}

export function definitionOf(states: JsonObject): Definition {
  return parseDefinition(JSON.stringify(aslOf(states)));
}

/** A Task as CDK's LambdaInvoke writes it, without its default retries. */
export function task(functionName: string, fields: JsonObject): JsonObject {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: functionName, 'Payload.$': '$' },
    ...fields,
  };
}

/** The shape of both machines of the design: ask, and while the answer is "waiting", wait until `wakeAt` and ask again. */
export function askingMachine(functionName: string): JsonObject {
  return {
    Ask: task(functionName, { OutputPath: '$.Payload', Next: 'Settled?' }),
    'Settled?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.state', StringEquals: 'waiting', Next: 'Wait' }],
      Default: 'Done',
    },
    Wait: { Type: 'Wait', TimestampPath: '$.wakeAt', Next: 'Ask' },
    Done: { Type: 'Succeed' },
  };
}

export function answer(payload: Json): InvocationResult {
  return { ok: true, payload };
}

export function failure(name: string, message = 'it failed'): InvocationResult {
  return { ok: false, error: { name, message } };
}

export interface TestPlatform {
  readonly clock: PlatformClock;
  readonly machines: StateMachines;
  /** The calls so far: function name, payload, platform time. */
  readonly calls: readonly { readonly functionName: string; readonly payload: Json; readonly at: number }[];
  advance(seconds: number): Promise<void>;
  /** The record of a machine's execution. */
  record(machine: string, name: string): Execution | undefined;
  /** Lets go of the store without telling the machines to end well, as a SIGKILL does. */
  kill(): void;
}

export interface TestPlatformOptions {
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly invoke: Invoke;
  /** Where a platform that was killed left its store. */
  readonly directory?: string;
}

/** A directory that goes with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-states-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** State machines on a store of their own, with functions that are plain functions. */
export function openTestPlatform({ definitions, invoke, directory }: TestPlatformOptions): TestPlatform {
  const store = openStore(directory ?? temporaryDirectory());
  const clock = openClock(store.collection('clock'));
  const calls: { functionName: string; payload: Json; at: number }[] = [];
  const recorded: Invoke = (functionName, payload) => {
    calls.push({ functionName, payload, at: clock.now() });
    return invoke(functionName, payload);
  };
  const machines = openStateMachines({ store, clock, invoke: recorded, definitions, home });
  machines.resume();
  onTestFinished(machines.stop);
  return {
    clock,
    machines,
    calls,
    advance: (seconds) => advance({ clock, timelines: [machines], schedules: [], work: [] }, seconds),
    record: (machine, name) =>
      machines.records().find((execution) => execution.machine === machine && execution.name === name),
    kill: () => {
      machines.stop();
      store.close();
    },
  };
}

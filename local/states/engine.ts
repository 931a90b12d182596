import type { PlatformClock } from '../clock.ts';
import type { Invoke } from '../lambda/invocation.ts';
import type { Store } from '../store.ts';
import { executionArn, type Home, machineArn } from './arn.ts';
import type { Definition } from './definition.ts';
import { type Execution, firstRecord } from './execution.ts';
import { claim, type ExecutionSummary, openExecutions, summarize } from './executions.ts';
import type { Json } from './json.ts';
import { type Observe, openRunner, type Runner } from './runner.ts';

export interface StateMachinesOptions {
  readonly store: Store;
  readonly clock: PlatformClock;
  readonly invoke: Invoke;
  /** By the machine's name. */
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly home: Home;
  /** Is told of each step, once it is on record. */
  readonly observe?: Observe;
}

/** What came of a start: `running` is the same name with the same input, `taken` the same name otherwise. */
export interface Start {
  readonly kind: 'started' | 'running' | 'taken';
  /** The one that has the name. */
  readonly execution: Execution;
}

/** No machine of that name is defined here. */
export class UnknownMachineError extends Error {
  override readonly name = 'UnknownMachineError';

  constructor(machine: string) {
    super(`There is no state machine "${machine}".`);
  }
}

/**
 * The local Step Functions. `resume` is to be called once, when everything is up that the functions call; after `stop`
 * nothing is recorded and nothing wakes up.
 */
export interface StateMachines extends Omit<Runner, 'begin'> {
  /** @throws UnknownMachineError */
  start(machine: string, name: string, input: Json): Start;
  /** In the order in which they started. */
  executions(): readonly ExecutionSummary[];
  /** The full records, in the order in which they started. */
  records(): readonly Execution[];
  /** The full record of an execution by its ARN. */
  describe(executionArn: string): Execution | undefined;
  /** The name of the machine that has this ARN. */
  machineNamed(machineArn: string): string | undefined;
}

export function openStateMachines({
  store,
  clock,
  invoke,
  definitions,
  home,
  observe = () => undefined,
}: StateMachinesOptions): StateMachines {
  const executions = openExecutions(store.collection<Execution>('execution'));
  const runner = openRunner({ executions, clock, invoke, definitions, observe });
  const names = new Map(Object.keys(definitions).map((machine) => [machineArn(home, machine), machine]));
  return {
    ...runner,
    start: (machine, name, input) => {
      const definition = definitions[machine];
      if (definition === undefined) throw new UnknownMachineError(machine);
      const arn = executionArn(home, machine, name);
      const now = clock.now();
      const claimed = claim(executions.find(arn), input, now);
      if (claimed.kind !== 'free') return claimed;
      const origin = { name, machine, arn, machineArn: machineArn(home, machine), input, startedAt: now };
      const execution = firstRecord(origin, definition.StartAt);
      runner.begin(execution);
      return { kind: 'started', execution };
    },
    executions: () => executions.all().map(summarize),
    records: executions.all,
    describe: executions.find,
    machineNamed: (arn) => names.get(arn),
  };
}

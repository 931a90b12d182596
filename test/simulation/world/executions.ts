import type { Definition } from '../../../local/states/definition.ts';
import { type Execution, firstRecord, type Running } from '../../../local/states/execution.ts';
import type { Json } from '../../../local/states/json.ts';
import { StatesError } from '../../../local/states/states-error.ts';
import { type Occurrence, step } from '../../../local/states/step.ts';
import { fail } from '../../../local/states/transition.ts';
import type { MachineKind } from '../../../shared/usecases/ports.ts';
import type { Dice } from '../time/chance.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Lambda, Outcome } from './lambda.ts';

export interface ExecutionsOptions {
  readonly timeline: Timeline;
  readonly dice: Dice;
  readonly definitions: Readonly<Record<MachineKind, Definition>>;
  readonly lambda: Lambda;
}

/** Step Functions in virtual time: the synthesized definitions, stepped by the interpreter of the local platform. */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #byName = new Map<string, Execution>();

  constructor(options: ExecutionsOptions) {
    this.#options = options;
  }

  all(): readonly Execution[] {
    return [...this.#byName.values()];
  }

  /** What stands under a name now: nothing, an execution that runs, or one that is over. */
  standing(machine: MachineKind, name: string): 'nothing' | 'runs' | 'over' {
    const found = this.#byName.get(`${machine} ${name}`);
    if (found === undefined) return 'nothing';
    return found.status === 'RUNNING' ? 'runs' : 'over';
  }

  start(machine: MachineKind, name: string, input: Json): void {
    const { definitions, timeline } = this.#options;
    const origin = { name, machine, arn: `${machine} ${name}`, machineArn: machine, input };
    this.#go(firstRecord({ ...origin, startedAt: timeline.now }, definitions[machine].StartAt));
  }

  /** Ends one of those that run, as somebody in the console does, or a history that is full. */
  abort(choose: (running: readonly Running[]) => Running | undefined): void {
    const running = this.all().filter((one): one is Running => one.status === 'RUNNING');
    const execution = choose(running);
    if (execution === undefined) return;
    this.#byName.set(
      execution.arn,
      fail(execution, new StatesError('States.Runtime', 'aborted'), this.#options.timeline.now),
    );
  }

  #go(execution: Execution): void {
    this.#byName.set(execution.arn, execution);
    if (execution.status !== 'RUNNING') return;
    const { phase } = execution;
    if (phase.kind === 'entered') {
      this.#happen(execution, { kind: 'entered' });
    } else if (phase.kind === 'calling') {
      this.#call(execution, phase);
    } else {
      this.#options.timeline.at(phase.wakeAt, () => this.#happen(execution, { kind: 'woken' }));
    }
  }

  #happen(execution: Running, occurrence: Occurrence): void {
    // It was aborted meanwhile.
    if (this.#byName.get(execution.arn) !== execution) return;
    const { definitions, dice, timeline } = this.#options;
    const chance = dice.of(`${execution.arn} ${execution.events}`);
    const definition = definitions[execution.machine as MachineKind];
    this.#go(step(definition, execution, occurrence, { now: timeline.now, chance }));
  }

  #call(
    execution: Running,
    { functionName, payload, timeoutSeconds }: Extract<Running['phase'], { kind: 'calling' }>,
  ) {
    const { lambda, timeline } = this.#options;
    let answered = false;
    const answer = (outcome: Outcome) => {
      if (answered) return;
      answered = true;
      this.#happen(execution, occurrenceOf(outcome));
    };
    lambda.invoke(functionName, payload, answer);
    if (timeoutSeconds === null) return;
    const late: Outcome = { ok: false, error: 'States.Timeout', cause: 'it took too long' };
    timeline.at(timeline.now + timeoutSeconds * 1000, () => answer(late));
  }
}

function occurrenceOf(outcome: Outcome): Occurrence {
  return outcome.ok
    ? { kind: 'answered', payload: outcome.payload }
    : { kind: 'failed', error: outcome.error, cause: outcome.cause };
}

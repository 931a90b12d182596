import { StateMachine } from 'aws-local-stepfunctions';
import { parseDefinition } from '../../../local/states/definition.ts';
import { type Execution, firstRecord, type Running } from '../../../local/states/execution.ts';
import { isObject, type Json, type JsonObject } from '../../../local/states/json.ts';
import { type Occurrence, step } from '../../../local/states/step.ts';

/** What the functions answer, call after call; when the list is used up they answer "settled". */
export type Script = readonly ({ readonly payload: Json } | { readonly error: string })[];

/** How an execution went: the states that it entered, and what came of it. */
export interface Course {
  readonly path: readonly string[];
  readonly outcome: { readonly output: Json } | { readonly error: string; readonly cause: string };
}

const name = 'R-1';
const machine = 'window';
const cause = 'as the script says';

/** Runs a definition in our interpreter; every wait is over at once. */
export function runOurs(asl: JsonObject, input: Json, script: Script): Course {
  const definition = parseDefinition(JSON.stringify(asl));
  const origin = { name, machine, arn: 'execution', machineArn: 'machine', input, startedAt: 0 };
  const answers = [...script];
  let execution: Execution = firstRecord(origin, definition.StartAt);
  const path = [execution.state];
  while (execution.status === 'RUNNING') {
    const before: Running = execution;
    execution = step(definition, before, occurrenceFor(before, answers), { now: 0, chance: 0 });
    if (execution.status === 'RUNNING' && execution.phase.kind === 'entered') path.push(execution.state);
  }
  const outcome =
    execution.status === 'SUCCEEDED'
      ? { output: execution.output }
      : { error: execution.error, cause: execution.cause };
  return comparable({ path, outcome });
}

function occurrenceFor({ phase }: Running, answers: Script[number][]): Occurrence {
  if (phase.kind === 'entered') return { kind: 'entered' };
  if (phase.kind !== 'calling') return { kind: 'woken' };
  const answer = answers.shift() ?? settled;
  return 'error' in answer
    ? { kind: 'failed', error: answer.error, cause }
    : { kind: 'answered', payload: answer.payload };
}

/** Runs a definition in the library `aws-local-stepfunctions`; every wait is over at once. */
export async function runLibrary(asl: JsonObject, input: Json, script: Script): Promise<Course> {
  const answers = [...script];
  const handler = () => {
    const answer = answers.shift() ?? settled;
    if ('error' in answer) throw Object.assign(new Error(cause), { name: answer.error });
    return { ExecutedVersion: '$LATEST', Payload: answer.payload, StatusCode: 200 };
  };
  const forEach = <Value>(type: string, value: Value) =>
    Object.fromEntries(statesOf(asl, type).map((state) => [state, value]));
  // The library's types want mutable JSON. Its validator takes 25 ms a definition, and writes into it.
  const run = new StateMachine(asl as never, { validationOptions: { noValidate: true } }).run(
    input as never,
    {
      context: { Execution: { Name: name }, StateMachine: { Name: machine } },
      overrides: {
        taskResourceLocalHandlers: forEach('Task', handler as () => never),
        waitTimeOverrides: forEach('Wait', 0),
        retryIntervalOverrides: forEach('Task', 0),
      },
    },
  );
  run.result.catch(() => 'the events tell');
  return courseFrom(run.eventLogs);
}

async function courseFrom(events: ReturnType<StateMachine['run']>['eventLogs']): Promise<Course> {
  const path: string[] = [];
  for await (const event of events) {
    if (event.type === 'StateEntered') path.push(event.state.name);
    if (event.type === 'ExecutionSucceeded') return comparable({ path, outcome: { output: event.output } });
    if (event.type === 'ExecutionFailed') {
      return comparable({ path, outcome: { error: event.Error, cause: String(event.Cause) } });
    }
  }
  throw new Error('The library ended without an outcome.');
}

const settled = { payload: { state: 'settled' } };

// The interpreter's own errors have the same names in both, each with a sentence of its own.
function comparable(course: Course): Course {
  const withoutSentence = (_: string, value: { error?: string; Error?: string }) => {
    if (value?.error?.startsWith?.('States.')) return { error: value.error };
    if (value?.Error?.startsWith?.('States.')) return { Error: value.Error };
    return value;
  };
  return JSON.parse(JSON.stringify(course), withoutSentence);
}

function statesOf(asl: JsonObject, type: string): readonly string[] {
  const states = asl['States'];
  if (!isObject(states)) return [];
  return Object.keys(states).filter((state) => {
    const fields = states[state];
    return isObject(fields) && fields['Type'] === type;
  });
}

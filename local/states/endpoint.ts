import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod';
import type { StateMachines } from './engine.ts';
import type { Execution } from './execution.ts';
import type { Json } from './json.ts';

/** What the service answers with status 400, under the name that the SDK turns into a typed error. */
class ServiceError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html#StepFunctions-StartExecution-request-name
const executionName = z.string().regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u);

const startInput = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const describeInput = z.object({ executionArn: z.string() });
const listInput = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.int().min(0).max(1000).default(100),
  nextToken: z.string().regex(/^\d+$/).default('0'),
});

/** The part of the Step Functions API that the project uses, for the real SDK client (AWS JSON 1.0). */
export function statesApp(machines: StateMachines): Hono {
  const operations = new Map<string, (body: unknown) => object>([
    ['AWSStepFunctions.StartExecution', (body) => start(machines, parse(startInput, body))],
    ['AWSStepFunctions.DescribeExecution', (body) => describe(machines, parse(describeInput, body))],
    ['AWSStepFunctions.ListExecutions', (body) => list(machines, parse(listInput, body))],
  ]);
  const app = new Hono();
  app.post('/', async (context) => {
    const target = context.req.header('x-amz-target') ?? '';
    const operation = operations.get(target);
    if (operation === undefined) {
      throw new ServiceError('UnknownOperationException', `The operation "${target}" is not offered here.`);
    }
    return json(200, operation(await context.req.json().catch(() => undefined)));
  });
  app.onError((error) => {
    if (!(error instanceof ServiceError)) throw error;
    return json(400, { __type: error.name, message: error.message });
  });
  return app;
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
  });
}

function parse<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServiceError('ValidationException', z.prettifyError(parsed.error));
}

function start(
  machines: StateMachines,
  { stateMachineArn, name, input }: z.infer<typeof startInput>,
): object {
  const machine = machineNamed(machines, stateMachineArn);
  if (name !== undefined && !executionName.safeParse(name).success) {
    throw new ServiceError(
      'InvalidName',
      'An execution name has 1 to 80 characters without blanks, brackets or punctuation.',
    );
  }
  const { kind, execution } = machines.start(machine, name ?? randomUUID(), parseInput(input));
  if (kind !== 'taken') return { executionArn: execution.arn, startDate: execution.startedAt / 1000 };
  throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.arn}'`);
}

function parseInput(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidExecutionInput', 'The input of an execution must be JSON.');
  }
}

function describe(machines: StateMachines, { executionArn }: z.infer<typeof describeInput>): object {
  const execution = machines.describe(executionArn);
  if (execution === undefined) {
    throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
  }
  return { ...summaryOf(execution), input: JSON.stringify(execution.input), ...resultOf(execution) };
}

function list(machines: StateMachines, query: z.infer<typeof listInput>): object {
  const machine = machineNamed(machines, query.stateMachineArn);
  const found = machines
    .records()
    .filter((execution) => execution.machine === machine)
    .filter(({ status }) => query.statusFilter === undefined || status === query.statusFilter)
    .toReversed();
  const from = Number(query.nextToken);
  const to = from + (query.maxResults || 100);
  return {
    executions: found.slice(from, to).map(summaryOf),
    ...(to < found.length ? { nextToken: String(to) } : {}),
  };
}

function machineNamed(machines: StateMachines, arn: string): string {
  const machine = machines.machineNamed(arn);
  if (machine !== undefined) return machine;
  throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

// Dates travel as seconds since the epoch.
function summaryOf(execution: Execution): object {
  const { arn, machineArn, name, status, startedAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: startedAt / 1000,
    ...(execution.status === 'RUNNING' ? {} : { stopDate: execution.stoppedAt / 1000 }),
  };
}

function resultOf(execution: Execution): object {
  switch (execution.status) {
    case 'RUNNING':
      return {};
    case 'SUCCEEDED':
      return { output: JSON.stringify(execution.output) };
    case 'FAILED':
      return { error: execution.error, cause: execution.cause };
  }
}

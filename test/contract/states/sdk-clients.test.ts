import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidExecutionInput,
  InvalidName,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
} from '@aws-sdk/client-sfn';
import type { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { lambdaApp } from '../../../local/lambda/endpoint.ts';
import type { Invoke } from '../../../local/lambda/invocation.ts';
import { listen } from '../../../local/listen.ts';
import { machineArn } from '../../../local/states/arn.ts';
import { statesApp } from '../../../local/states/endpoint.ts';
import { openTestLambda } from '../../support/functions/open.ts';
import {
  answer,
  askingMachine,
  definitionOf,
  failure,
  home,
  openTestPlatform,
  type TestPlatform,
} from '../../support/states.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Serves an app, and gives what an SDK client needs to reach it. */
async function reach(app: Hono) {
  const listening = await listen(0);
  listening.serve(app);
  cleanups.push(listening.stop);
  return {
    endpoint: listening.url,
    region: home.region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
  };
}

describe('the Step Functions client', () => {
  const stateMachineArn = machineArn(home, 'window');
  const never: Invoke = () => new Promise(() => undefined);

  async function open(invoke: Invoke): Promise<{ client: SFNClient; platform: TestPlatform }> {
    const window = definitionOf(askingMachine('close-window'));
    const platform = openTestPlatform({ definitions: { window }, invoke });
    const client = new SFNClient(await reach(statesApp(platform.machines)));
    cleanups.push(platform.kill, () => client.destroy());
    return { client, platform };
  }

  const start = (name: string, input = '{"id":"R-1"}') =>
    new StartExecutionCommand({ stateMachineArn, name, input });

  it('starts an execution and reads it to its end', async () => {
    const { client, platform } = await open(async () => answer({ state: 'settled' }));
    const { executionArn, startDate } = await client.send(start('R-1'));
    expect(executionArn).toBe('arn:aws:states:eu-central-1:111122223333:execution:window:R-1');
    expect(Math.abs(Number(startDate) - platform.clock.now())).toBeLessThan(5000);
    await platform.machines.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      name: 'R-1',
      stateMachineArn,
      status: 'SUCCEEDED',
      input: '{"id":"R-1"}',
      output: '{"state":"settled"}',
      stopDate: expect.any(Date),
    });
  });

  it('reads error and cause of an execution that failed', async () => {
    const { client, platform } = await open(async () => failure('Boom', 'it failed'));
    const { executionArn } = await client.send(start('R-1'));
    await platform.machines.idle();
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'FAILED',
      error: 'Boom',
      cause: '{"errorType":"Boom","errorMessage":"it failed"}',
    });
  });

  it('starts the same name twice with the same input while it runs, and gets the same execution', async () => {
    const { client } = await open(never);
    const first = await client.send(start('R-1'));
    const second = await client.send(start('R-1'));
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
  });

  it('is refused the same name with another input, and after its end', async () => {
    const { client, platform } = await open(async () => answer({ state: 'settled' }));
    await client.send(start('R-1'));
    await expect(client.send(start('R-1', '{}'))).rejects.toThrow(ExecutionAlreadyExists);
    await platform.machines.idle();
    await expect(client.send(start('R-1'))).rejects.toThrow(ExecutionAlreadyExists);
  });

  it('lists the executions of a machine, latest first, in pages and by status', async () => {
    const { client, platform } = await open(never);
    for (const name of ['R-1', 'R-2', 'R-3']) {
      platform.clock.moveTo(platform.clock.now() + 1000);
      await client.send(start(name));
    }
    const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    expect(first.executions?.map(({ name }) => name)).toEqual(['R-3', 'R-2']);
    const second = await client.send(
      new ListExecutionsCommand({ stateMachineArn, nextToken: first.nextToken }),
    );
    expect(second).toMatchObject({ executions: [{ name: 'R-1', status: 'RUNNING' }] });
    const ended = await client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }),
    );
    expect(ended.executions).toEqual([]);
  });

  it('is told what does not exist or cannot be', async () => {
    const { client } = await open(never);
    const elsewhere = machineArn(home, 'door');
    const begun = (fields: object) => client.send(new StartExecutionCommand({ stateMachineArn, ...fields }));
    await expect(begun({ stateMachineArn: elsewhere })).rejects.toThrow(StateMachineDoesNotExist);
    await expect(begun({ name: 'R 1' })).rejects.toThrow(InvalidName);
    await expect(begun({ input: '{' })).rejects.toThrow(InvalidExecutionInput);
    const describing = new DescribeExecutionCommand({ executionArn: 'arn:nothing' });
    await expect(client.send(describing)).rejects.toThrow(ExecutionDoesNotExist);
    const listing = new ListExecutionsCommand({ stateMachineArn: elsewhere });
    await expect(client.send(listing)).rejects.toThrow(StateMachineDoesNotExist);
  });
});

describe('the Lambda client', () => {
  async function open() {
    const { lambda } = openTestLambda();
    const client = new LambdaClient(await reach(lambdaApp(lambda)));
    cleanups.push(lambda.stop, () => client.destroy());
    const invoke = (event: object, fields: object = {}) =>
      client.send(new InvokeCommand({ FunctionName: 'sample', Payload: JSON.stringify(event), ...fields }));
    return { lambda, invoke };
  }

  it('invokes a function and gets its answer', async () => {
    const { invoke } = await open();
    const { StatusCode, Payload, FunctionError } = await invoke({ do: 'report' });
    expect(StatusCode).toBe(200);
    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      functionName: 'sample',
      invocations: 1,
    });
  });

  it('sees that a function failed, and how', async () => {
    const { invoke } = await open();
    const { StatusCode, Payload, FunctionError } = await invoke({ do: 'throw' });
    expect([StatusCode, FunctionError]).toEqual([200, 'Unhandled']);
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'ClusterUnreachableError',
      errorMessage: 'prod-eu does not answer',
    });
  });

  it('hands over an event without waiting for its end', async () => {
    const { invoke, lambda } = await open();
    expect(await invoke({ do: 'sleep' }, { InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 });
    expect(lambda.busy()).toBe(true);
    await lambda.idle();
  });

  it.each([
    'arn:aws:lambda:eu-central-1:111122223333:function:sample',
    'arn:aws:lambda:eu-central-1:111122223333:function:sample:$LATEST',
    '111122223333:function:sample',
    'sample:live',
  ])('finds a function as %s', async (FunctionName) => {
    const { invoke } = await open();
    expect(await invoke({ do: 'report' }, { FunctionName })).toMatchObject({ StatusCode: 200 });
  });

  it('is told that a function does not exist', async () => {
    const { invoke } = await open();
    await expect(invoke({}, { FunctionName: 'absent' })).rejects.toThrow(ResourceNotFoundException);
  });
});

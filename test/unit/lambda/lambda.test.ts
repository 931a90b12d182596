import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Lambda } from '../../../local/lambda/lambda.ts';
import { openTestLambda, type TestLambda } from '../../support/functions/open.ts';
import { temporaryDirectory } from '../../support/states.ts';

const opened: TestLambda[] = [];

function open(directory?: string): TestLambda {
  const one = openTestLambda(directory);
  opened.push(one);
  return one;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ lambda }) => lambda.stop()));
});

const report = { do: 'report' };

async function reported(lambda: Lambda): Promise<{ environment: object; now: number }> {
  const result = await lambda.invoke('sample', report);
  return z.object({ payload: z.object({ environment: z.object({}).loose(), now: z.number() }) }).parse(result)
    .payload;
}

describe('an invocation', () => {
  it('sees its own environment and nothing of the platform', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('sample', report)).toMatchObject({
      ok: true,
      payload: { functionName: 'sample', environment: { GREETING: 'hello' }, event: report },
    });
    expect(Object.keys((await reported(lambda)).environment)).toEqual(['GREETING']);
  });

  it('starts the function once and keeps it warm', async () => {
    const { lambda } = open();
    await lambda.invoke('sample', report);
    expect(await lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 2 } });
  });

  it('overlaps with another one', async () => {
    const { lambda } = open();
    const both = await Promise.all([
      lambda.invoke('sample', { do: 'sleep' }),
      lambda.invoke('sample', { do: 'sleep' }),
    ]);
    expect(both).toMatchObject([{ payload: 2 }, { payload: 2 }]);
  });

  it('sees platform time, also after the clock has moved', async () => {
    const { lambda, clock } = open();
    expect(Math.abs((await reported(lambda)).now - clock.now())).toBeLessThan(1000);
    clock.moveTo(clock.now() + 90 * 24 * 3600_000);
    expect(Math.abs((await reported(lambda)).now - clock.now())).toBeLessThan(1000);
  });

  it('that throws answers with the error by name, message and trace', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('sample', { do: 'throw' })).toMatchObject({
      ok: false,
      error: {
        name: 'ClusterUnreachableError',
        message: 'prod-eu does not answer',
        trace: expect.arrayContaining(['ClusterUnreachableError: prod-eu does not answer']),
      },
    });
  });

  it('that throws no Error answers with its text', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('sample', { do: 'throw text' })).toMatchObject({
      error: { name: 'Error', message: 'plain text' },
    });
  });

  it('that takes too long answers Sandbox.Timedout, and the next one is a cold start', async () => {
    const { lambda } = open();
    await lambda.invoke('sample', report);
    expect(await lambda.invoke('sample', { do: 'hang' })).toEqual({
      ok: false,
      error: { name: 'Sandbox.Timedout', message: 'Task timed out after 1.00 seconds' },
    });
    expect(await lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 1 } });
  });

  it('that ends its own process answers Lambda.Unknown', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('sample', { do: 'exit' })).toMatchObject({
      error: { name: 'Lambda.Unknown' },
    });
  });

  it('of a function that cannot start answers Lambda.Unknown with the reason', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('unstartable', {})).toMatchObject({
      error: { name: 'Lambda.Unknown', message: expect.stringContaining('TABLE_NAME is not set') },
    });
  });

  it('of a function that is not there answers Lambda.ResourceNotFoundException', async () => {
    const { lambda } = open();
    expect(await lambda.invoke('absent', {})).toMatchObject({
      error: { name: 'Lambda.ResourceNotFoundException' },
    });
  });

  it('prints to the log file, with the name of the function', async () => {
    const { lambda, logFile } = open();
    expect(await lambda.invoke('sample', { do: 'print' })).toEqual({ ok: true, payload: null });
    await lambda.stop();
    const log = readFileSync(logFile, 'utf8');
    expect(log).toMatch(/^\d{4}-\S+Z sample \| to standard output$/m);
    expect(log).toMatch(/^\d{4}-\S+Z sample \| to standard error$/m);
  });
});

describe('a crash', () => {
  it('answers Lambda.Unknown to all that is under way, and the next invocation is a cold start', async () => {
    const { lambda } = open();
    await lambda.invoke('sample', report);
    const underWay = [lambda.invoke('sample', { do: 'hang' }), lambda.invoke('sample', { do: 'sleep' })];
    await lambda.crash('sample');
    expect(await Promise.all(underWay)).toMatchObject([
      { error: { name: 'Lambda.Unknown' } },
      { error: { name: 'Lambda.Unknown' } },
    ]);
    expect(await lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 1 } });
  });

  it('of a function that does not run changes nothing', async () => {
    const { lambda } = open();
    await lambda.crash('sample');
    expect(await lambda.invoke('sample', report)).toMatchObject({ ok: true });
  });
});

describe('an asynchronous invocation', () => {
  it('is accepted at once and counts as work until it is done', async () => {
    const { lambda } = open();
    lambda.invokeAsync('sample', { do: 'sleep' });
    expect(lambda.busy()).toBe(true);
    await lambda.idle();
    expect(lambda.busy()).toBe(false);
    expect(await lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 2 } });
  });

  it('that fails is repeated twice, then dropped and logged', async () => {
    const { lambda, logFile } = open();
    lambda.invokeAsync('sample', { do: 'throw' });
    await lambda.idle();
    expect(await lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 4 } });
    await lambda.stop();
    expect(readFileSync(logFile, 'utf8')).toContain('dropped after three failures. ClusterUnreachableError');
  });

  it('that was accepted is not lost when the platform dies', async () => {
    const directory = temporaryDirectory();
    const first = open(directory);
    first.lambda.invokeAsync('sample', { do: 'sleep' });
    await first.lambda.stop();

    const second = open(directory);
    second.lambda.resume();
    await second.lambda.idle();
    expect(await second.lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 2 } });

    const third = open(directory);
    third.lambda.resume();
    await third.lambda.idle();
    expect(await third.lambda.invoke('sample', report)).toMatchObject({ payload: { invocations: 1 } });
  });
});

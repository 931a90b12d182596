import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTestLambda } from '../../support/functions/open.ts';
import { definitionOf, openTestPlatform, task } from '../../support/states.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function open(fields: Parameters<typeof task>[1]) {
  const { lambda } = openTestLambda();
  const definitions = { window: definitionOf({ Close: task('sample', { End: true, ...fields }) }) };
  const platform = openTestPlatform({ definitions, invoke: lambda.invoke });
  cleanups.push(lambda.stop, platform.kill);
  return { ...platform, lambda };
}

describe('a Task whose function runs in a thread', () => {
  it('gets the answer of its function', async () => {
    const { machines, record } = open({ OutputPath: '$.Payload.event' });
    machines.start('window', 'R-1', { do: 'report' });
    await machines.idle();
    expect(record('window', 'R-1')).toMatchObject({ status: 'SUCCEEDED', output: { do: 'report' } });
  });

  it('can catch the error of its function by name', async () => {
    const Catch = [{ ErrorEquals: ['ClusterUnreachableError'], Next: 'Close', ResultPath: '$.failure' }];
    const { machines, calls, record } = open({ Catch, Retry: [{ ErrorEquals: ['Other'] }] });
    machines.start('window', 'R-1', { do: 'throw' });
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(1));
    expect(calls[1]?.payload).toMatchObject({ failure: { Error: 'ClusterUnreachableError' } });
    expect(record('window', 'R-1')?.state).toBe('Close');
  });

  it('calls it again when its thread was ended between two calls', async () => {
    const { machines, lambda, advance, calls, record } = open({
      Retry: [{ ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 600 }],
    });
    machines.start('window', 'R-1', { do: 'sleep' });
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    await lambda.crash('sample');
    await machines.idle();
    expect(record('window', 'R-1')).toMatchObject({ status: 'RUNNING', phase: { kind: 'retrying' } });
    await advance(600);
    expect(record('window', 'R-1')).toMatchObject({ status: 'SUCCEEDED', output: { Payload: 1 } });
  });
});

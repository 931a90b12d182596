import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Invoke } from '../../../local/lambda/invocation.ts';
import { UnknownMachineError } from '../../../local/states/engine.ts';
import {
  answer,
  askingMachine,
  day,
  definitionOf,
  failure,
  openTestPlatform,
  task,
  temporaryDirectory,
} from '../../support/states.ts';

const never: Invoke = () => new Promise(() => undefined);
const settled: Invoke = async () => answer({ state: 'settled' });
const window = definitionOf(askingMachine('close-window'));
const waitFor = (Seconds: number) =>
  definitionOf({
    Wait: { Type: 'Wait', Seconds, Next: 'Close' },
    Close: task('close-window', { End: true }),
  });

afterEach(() => {
  vi.useRealTimers();
});

describe('starting', () => {
  it('the same name with the same input while it runs is the same execution', () => {
    const { machines } = openTestPlatform({ definitions: { window }, invoke: never });
    expect(machines.start('window', 'R-1', { id: 'R-1', n: 1 }).kind).toBe('started');
    expect(machines.start('window', 'R-1', { n: 1, id: 'R-1' }).kind).toBe('running');
    expect(machines.executions()).toHaveLength(1);
  });

  it('the same name with another input is refused', () => {
    const { machines } = openTestPlatform({ definitions: { window }, invoke: never });
    machines.start('window', 'R-1', { id: 'R-1' });
    expect(machines.start('window', 'R-1', { id: 'R-2' }).kind).toBe('taken');
  });

  it('a name is taken for 90 days after its execution has ended', async () => {
    const { machines, advance } = openTestPlatform({ definitions: { window }, invoke: settled });
    machines.start('window', 'R-1', {});
    await advance(90 * day - 60);
    expect(machines.start('window', 'R-1', {}).kind).toBe('taken');
    await advance(120);
    expect(machines.start('window', 'R-1', {}).kind).toBe('started');
  });

  it('a name is free on another machine', () => {
    const definitions = { window, approval: window };
    const { machines } = openTestPlatform({ definitions, invoke: never });
    machines.start('window', 'R-1', {});
    expect(machines.start('approval', 'R-1', {}).kind).toBe('started');
  });

  it('an unknown machine is refused', () => {
    const { machines } = openTestPlatform({ definitions: { window }, invoke: never });
    expect(() => machines.start('door', 'R-1', {})).toThrow(UnknownMachineError);
  });
});

describe('a platform that was killed', () => {
  it('wakes from a Wait at the moment that was set before', async () => {
    const directory = temporaryDirectory();
    const definitions = { window: waitFor(3600) };
    const first = openTestPlatform({ definitions, invoke: settled, directory });
    first.machines.start('window', 'R-1', { id: 'R-1' });
    await first.advance(1800);
    const before = first.machines.executions();
    first.kill();

    const second = openTestPlatform({ definitions, invoke: settled, directory });
    expect(second.machines.executions()).toEqual(before);
    expect(before).toMatchObject([{ name: 'R-1', machine: 'window', status: 'RUNNING', state: 'Wait' }]);
    await second.advance(1700);
    expect(second.calls).toHaveLength(0);
    await second.advance(200);
    expect(second.calls).toMatchObject([{ payload: { id: 'R-1' } }]);
  });

  it('wakes at once what became due while it was away', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const directory = temporaryDirectory();
    const definitions = { window: waitFor(3600) };
    const first = openTestPlatform({ definitions, invoke: settled, directory });
    first.machines.start('window', 'R-1', {});
    await first.machines.idle();
    first.kill();

    vi.setSystemTime(Date.now() + 7200_000);
    const second = openTestPlatform({ definitions, invoke: settled, directory });
    await vi.waitFor(() => expect(second.record('window', 'R-1')?.status).toBe('SUCCEEDED'));
  });

  it('runs a Task again that was under way', async () => {
    const directory = temporaryDirectory();
    const first = openTestPlatform({ definitions: { window }, invoke: never, directory });
    first.machines.start('window', 'R-1', { id: 'R-1' });
    await vi.waitFor(() => expect(first.calls).toHaveLength(1));
    first.kill();

    const second = openTestPlatform({ definitions: { window }, invoke: settled, directory });
    await second.machines.idle();
    expect(second.calls).toMatchObject([{ functionName: 'close-window', payload: { id: 'R-1' } }]);
    expect(second.record('window', 'R-1')).toMatchObject({
      status: 'SUCCEEDED',
      output: { state: 'settled' },
    });
  });

  it('remembers how often it has retried', async () => {
    const directory = temporaryDirectory();
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 600, MaxAttempts: 1 }];
    const definitions = { window: definitionOf({ Close: task('close-window', { Retry, End: true }) }) };
    const invoke: Invoke = async () => failure('Boom');
    const first = openTestPlatform({ definitions, invoke, directory });
    first.machines.start('window', 'R-1', {});
    await first.machines.idle();
    first.kill();

    const second = openTestPlatform({ definitions, invoke, directory });
    await second.advance(600);
    expect(second.record('window', 'R-1')).toMatchObject({ status: 'FAILED', error: 'Boom' });
  });
});

describe('a Task', () => {
  it('that is slower than its time-out fails with States.Timeout', async () => {
    const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }];
    const states = {
      Close: task('close-window', { TimeoutSeconds: 1, Catch, End: true }),
      Late: { Type: 'Succeed' },
    };
    const { machines, record } = openTestPlatform({
      definitions: { window: definitionOf(states) },
      invoke: never,
    });
    machines.start('window', 'R-1', {});
    await machines.idle();
    expect(record('window', 'R-1')).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'States.Timeout' },
    });
  });

  it('shows the error of its function by name, with a cause that can be parsed', async () => {
    const { machines, record } = openTestPlatform({
      definitions: { window: definitionOf({ Close: task('close-window', { End: true }) }) },
      invoke: async () => failure('ClusterUnreachableError', 'prod-eu does not answer'),
    });
    machines.start('window', 'R-1', {});
    await machines.idle();
    const ended = record('window', 'R-1');
    expect(ended).toMatchObject({ status: 'FAILED', error: 'ClusterUnreachableError' });
    expect(ended?.status === 'FAILED' && JSON.parse(ended.cause)).toEqual({
      errorType: 'ClusterUnreachableError',
      errorMessage: 'prod-eu does not answer',
    });
  });
});

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

describe('the movable clock', () => {
  it('stops where the machines are stopped in the middle of a move', async () => {
    const invoke: Invoke = async () => {
      machines.stop();
      return answer({ state: 'settled' });
    };
    const { machines, advance, calls } = openTestPlatform({ definitions: { window: waitFor(60) }, invoke });
    machines.start('window', 'R-1', {});
    machines.start('window', 'R-2', {});
    await advance(3600);
    expect(calls.length).toBeGreaterThan(0);
    expect(machines.nextWakeUp()).toBeUndefined();
  });

  it('a wait of 90 days passes in one advance', async () => {
    const { machines, advance, calls, clock } = openTestPlatform({
      definitions: { window: waitFor(90 * day) },
      invoke: settled,
    });
    const before = clock.now();
    machines.start('window', 'R-1', {});
    await advance(89 * day);
    expect(calls).toHaveLength(0);
    await advance(day);
    expect(machines.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(90 * day * 1000);
  });

  it('machines wake in order, each at its own time', async () => {
    const definitions = { late: waitFor(7200), early: waitFor(3600) };
    const { machines, advance, calls, clock } = openTestPlatform({ definitions, invoke: settled });
    const start = clock.now();
    machines.start('late', 'late', {});
    machines.start('early', 'early', {});
    await advance(3 * 3600);
    expect(calls.map(({ payload }) => payload)).toEqual([{}, {}]);
    expect(calls.map(({ at }) => Math.round((at - start) / 3600_000))).toEqual([1, 2]);
  });

  it('a machine that waits again and again wakes each time', async () => {
    const { machines, advance, calls, clock } = openTestPlatform({
      definitions: { window },
      invoke: async () =>
        answer({ state: 'waiting', wakeAt: new Date(clock.now() + 3600_000).toISOString() }),
    });
    machines.start('window', 'R-1', {});
    await advance(10 * 3600 - 60);
    expect(calls).toHaveLength(10);
  });

  it('a wake-up at exactly the target runs', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { machines, advance, record } = openTestPlatform({
      definitions: { window: waitFor(60) },
      invoke: settled,
    });
    machines.start('window', 'R-1', {});
    await advance(59);
    expect(record('window', 'R-1')?.status).toBe('RUNNING');
    await advance(1);
    expect(record('window', 'R-1')?.status).toBe('SUCCEEDED');
  });

  it('lets running work finish before it moves', async () => {
    const reply = Promise.withResolvers<void>();
    const { machines, advance, calls, clock, record } = openTestPlatform({
      definitions: { window: definitionOf({ Close: task('close-window', { End: true }) }) },
      invoke: () => reply.promise.then(() => answer({})),
    });
    machines.start('window', 'R-1', {});
    const moved = advance(day);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toHaveLength(1);
    expect(clock.offset()).toBe(0);
    reply.resolve();
    await moved;
    expect(record('window', 'R-1')).toMatchObject({ status: 'SUCCEEDED' });
    expect(clock.offset()).toBeGreaterThanOrEqual(day * 1000 - 1000);
  });

  it('the pauses of retries pass in platform time', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 600, MaxAttempts: 3 }];
    const { machines, advance, calls, clock } = openTestPlatform({
      definitions: { window: definitionOf({ Close: task('close-window', { Retry, End: true }) }) },
      invoke: async () => failure('Lambda.Unknown'),
    });
    const start = clock.now();
    machines.start('window', 'R-1', {});
    await advance(2 * 3600);
    expect(calls.map(({ at }) => Math.round((at - start) / 60_000))).toEqual([0, 10, 30, 70]);
    expect(machines.executions()).toMatchObject([{ status: 'FAILED' }]);
  });

  it('without being moved wakes machines by itself', async () => {
    const { machines, record } = openTestPlatform({ definitions: { window: waitFor(1) }, invoke: settled });
    machines.start('window', 'R-1', {});
    await vi.waitFor(() => expect(record('window', 'R-1')?.status).toBe('SUCCEEDED'), 3000);
  });

  it('does not wake a machine early whose wait is longer than a timer can be', async () => {
    const { machines, calls } = openTestPlatform({
      definitions: { window: waitFor(60 * day) },
      invoke: settled,
    });
    machines.start('window', 'R-1', {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls).toHaveLength(0);
    expect(machines.executions()).toMatchObject([{ status: 'RUNNING', state: 'Wait' }]);
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

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Invoke } from '../../../local/lambda/invocation.ts';
import {
  answer,
  askingMachine,
  day,
  definitionOf,
  failure,
  openTestPlatform,
  task,
} from '../../support/states.ts';

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

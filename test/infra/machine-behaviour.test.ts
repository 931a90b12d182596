import { describe, expect, it } from 'vitest';
import type { InvocationResult } from '../../local/lambda/invocation.ts';
import type { Json } from '../../local/states/json.ts';
import type { MachineKind } from '../../shared/usecases/ports.ts';
import { answer, failure, openTestPlatform } from '../support/states.ts';
import { definitionOf } from './control-plane.ts';

const definitions = { approval: definitionOf('approval'), window: definitionOf('window') };
const input = { version: 1, requestId: '7k3m9x2p4qab', run: 0, turn: 0 };

/** Runs a machine; each function answers what stands next in its list, and the last of it for ever. */
function run(kind: MachineKind, answers: Readonly<Record<string, readonly InvocationResult[]>>) {
  const asked = new Map<string, number>();
  const platform = openTestPlatform({
    definitions,
    invoke: async (name) => {
      const count = asked.get(name) ?? 0;
      asked.set(name, count + 1);
      const list = answers[name] ?? [];
      return list[Math.min(count, list.length - 1)] ?? failure('Unexpected');
    },
  });
  platform.machines.start(kind, input.requestId, input);
  const callsTo = (name: string) => platform.calls.filter(({ functionName }) => functionName === name);
  return {
    ...platform,
    payloads: (name: string): readonly Json[] => callsTo(name).map(({ payload }) => payload),
    /** Seconds between one call of the function and the next. */
    gaps: (name: string) =>
      callsTo(name).flatMap(({ at }, index, all) => {
        const before = all[index - 1];
        return before === undefined ? [] : [Math.round((at - before.at) / 1000)];
      }),
    status: () => platform.record(kind, input.requestId)?.status,
  };
}

const settled = answer({ ...input, turn: 1, state: 'settled' });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('asking and waiting', () => {
  it('the function is asked again at wakeAt with its own last answer, until it answers settled', async () => {
    const waiting = { ...input, turn: 1, state: 'waiting', wakeAt: inAnHour() };
    const machine = run('approval', { 'advance-approval': [answer(waiting), settled] });
    await machine.advance(3590);
    expect(machine.payloads('advance-approval')).toEqual([input]);
    await machine.advance(20);
    expect(machine.payloads('advance-approval')).toEqual([input, waiting]);
    expect(machine.status()).toBe('SUCCEEDED');
  });

  it('a wakeAt that has passed is no wait', async () => {
    const waiting = { ...input, state: 'waiting', wakeAt: '2020-01-01T00:00:00.000Z' };
    const machine = run('approval', { 'advance-approval': [answer(waiting), settled] });
    await machine.advance(1);
    expect(machine.status()).toBe('SUCCEEDED');
  });
});

describe('failing', () => {
  it('a function that fails is asked five times more, and after a pause again, with its failure', async () => {
    const failing = Array.from({ length: 6 }, () => failure('Lambda.TooManyRequestsException', 'slow down'));
    const machine = run('approval', { 'advance-approval': [...failing, settled] });
    await machine.advance(300);
    expect(machine.gaps('advance-approval')).toEqual([2, 4, 8, 16, 32, 60]);
    expect(machine.payloads('advance-approval').at(-1)).toEqual({
      ...input,
      failure: { Error: 'Lambda.TooManyRequestsException', Cause: expect.stringContaining('slow down') },
    });
    expect(machine.status()).toBe('SUCCEEDED');
  });

  it('closing that fails for a day goes on, and ends well when it can', async () => {
    let broken = true;
    const { machines, advance, record } = openTestPlatform({
      definitions,
      invoke: async () => (broken ? failure('DependencyError') : settled),
    });
    machines.start('window', input.requestId, input);
    await advance(24 * 60 * 60);
    expect(record('window', input.requestId)?.status).toBe('RUNNING');
    broken = false;
    await advance(120);
    expect(record('window', input.requestId)?.status).toBe('SUCCEEDED');
  });

  it('a function that dies at every turn ends the execution by its history, after a day and a half', async () => {
    const machine = run('approval', { 'advance-approval': [failure('Runtime.ExitError')] });
    await machine.advance(36 * 60 * 60);
    expect(machine.status()).toBe('RUNNING');
    await machine.advance(6 * 60 * 60);
    expect(machine.status()).toBe('FAILED');
  });

  it.each([
    ['nothing', null],
    ['no state', { ...input, turn: 1 }],
    ['a state that is none', { ...input, state: 'done' }],
    ['no time to wait for', { ...input, state: 'waiting' }],
    ['a time that is none', { ...input, state: 'waiting', wakeAt: 'tomorrow' }],
  ])('an answer with %s is asked for again in a minute, from the start', async (_, payload) => {
    const machine = run('approval', { 'advance-approval': [answer(payload), settled] });
    await machine.advance(120);
    expect(machine.gaps('advance-approval')).toEqual([60]);
    expect(machine.payloads('advance-approval')).toEqual([input, input]);
    expect(machine.status()).toBe('SUCCEEDED');
  });
});

describe('opening', () => {
  it('that succeeded hands closing what the machine was started with and its answer, whatever that is', async () => {
    const machine = run('window', { 'open-window': [answer(null)], 'close-window': [settled] });
    await machine.advance(1);
    expect(machine.payloads('close-window')).toMatchObject([{ ...input, opened: { Payload: null } }]);
  });

  it('that failed is tried six times more, for two minutes, then closing is told why', async () => {
    const machine = run('window', {
      'open-window': [failure('NoEvidenceError', 'the cluster says no')],
      'close-window': [settled],
    });
    await machine.advance(180);
    expect(machine.gaps('open-window')).toEqual([2, 4, 8, 16, 32, 64]);
    expect(machine.payloads('close-window')).toEqual([
      {
        ...input,
        failure: { Error: 'NoEvidenceError', Cause: expect.stringContaining('the cluster says no') },
      },
    ]);
    expect(machine.status()).toBe('SUCCEEDED');
  });

  it('that failed is still known as such after closing has failed too', async () => {
    const closing = Array.from({ length: 6 }, () => failure('DependencyError', 'no answer'));
    const machine = run('window', {
      'open-window': [failure('NoEvidenceError', 'the cluster says no')],
      'close-window': [...closing, settled],
    });
    await machine.advance(400);
    expect(machine.payloads('close-window').at(-1)).toEqual({
      ...input,
      failure: { Error: 'NoEvidenceError', Cause: expect.stringContaining('the cluster says no') },
      closeFailure: { Error: 'DependencyError', Cause: expect.stringContaining('no answer') },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../local/states/execution.ts';
import type { JsonObject } from '../../../local/states/json.ts';
import { step } from '../../../local/states/step.ts';
import { done, entered, now, outcomeOf, running, started } from '../../support/machine-steps.ts';
import { definitionOf } from '../../support/states.ts';

describe('a Wait', () => {
  const waiting = (fields: JsonObject) => ({ Wait: { Type: 'Wait', ...fields, Next: 'Done' }, Done: done });
  const input = { seconds: 90, wakeAt: '2026-11-21T12:00:00+01:00', past: '2026-11-21T10:00:00Z' };

  it.each([
    [{ Seconds: 3600 }, '2026-11-21T11:30:00.000Z'],
    [{ SecondsPath: '$.seconds' }, '2026-11-21T10:31:30.000Z'],
    [{ Timestamp: '2027-01-01T00:00:00Z' }, '2027-01-01T00:00:00.000Z'],
    [{ TimestampPath: '$.wakeAt' }, '2026-11-21T11:00:00.000Z'],
  ])('with %o wakes at %s', (fields, expected) => {
    const { phase } = running(outcomeOf(waiting(fields), input, [entered]));
    expect(phase.kind === 'waiting' && new Date(phase.wakeAt).toISOString()).toBe(expected);
  });

  it('goes on at once when its moment has passed', () => {
    expect(running(outcomeOf(waiting({ TimestampPath: '$.past' }), input, [entered])).state).toBe('Done');
  });

  it('of no time goes on at once', () => {
    expect(running(outcomeOf(waiting({ Seconds: 0 }), input, [entered])).state).toBe('Done');
  });

  it('hands on its input when it wakes', () => {
    const execution = outcomeOf(waiting({ Seconds: 1 }), input, [entered, { kind: 'woken' }]);
    expect(running(execution)).toMatchObject({ state: 'Done', data: input });
  });

  it.each([{ SecondsPath: '$.wakeAt' }, { TimestampPath: '$.seconds' }, { TimestampPath: '$.nothing' }])(
    'with %o that leads to something else fails with States.Runtime',
    (fields) => {
      expect(outcomeOf(waiting(fields), input, [entered])).toMatchObject({
        status: 'FAILED',
        error: 'States.Runtime',
      });
    },
  );
});

describe('Pass, Succeed and Fail', () => {
  it('a Pass puts its result where its ResultPath says', () => {
    const states = {
      Note: { Type: 'Pass', Result: { turns: 0 }, ResultPath: '$.note', Next: 'Done' },
      Done: done,
    };
    expect(running(outcomeOf(states, { id: 1 }, [entered])).data).toEqual({ id: 1, note: { turns: 0 } });
  });

  it('a Pass without a result hands on its parameters', () => {
    const states = { Note: { Type: 'Pass', Parameters: { 'id.$': '$.request.id' }, End: true } };
    expect(outcomeOf(states, { request: { id: 7 } }, [entered])).toMatchObject({ output: { id: 7 } });
  });

  it('a Succeed ends the execution with its filtered input', () => {
    const states = { Done: { Type: 'Succeed', OutputPath: '$.id' } };
    expect(outcomeOf(states, { id: 7 }, [entered])).toMatchObject({
      status: 'SUCCEEDED',
      output: 7,
      stoppedAt: now,
    });
  });

  it('a null InputPath or OutputPath stands for the empty object', () => {
    const states = { Done: { Type: 'Succeed', OutputPath: null } };
    expect(outcomeOf(states, { id: 7 }, [entered])).toMatchObject({ output: {} });
  });

  it('a Fail ends the execution with its error and cause', () => {
    const states = { Bad: { Type: 'Fail', Error: 'Odd', Cause: 'neither waiting nor settled' } };
    const ended = { status: 'FAILED', error: 'Odd', cause: 'neither waiting nor settled' };
    expect(outcomeOf(states, {}, [entered])).toMatchObject(ended);
  });
});

describe('an execution', () => {
  it('fails when its history grows beyond 25,000 events', () => {
    const definition = definitionOf({ Loop: { Type: 'Pass', Next: 'Loop' } });
    let execution: Execution = started(definition, {});
    let turns = 0;
    while (execution.status === 'RUNNING' && turns < 20_000) {
      execution = step(definition, execution, entered, { now, chance: 0 });
      turns += 1;
    }
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(turns).toBe(12_501);
  });

  it('fails when its definition has changed and lacks its state', () => {
    const execution = outcomeOf({ Old: { Type: 'Wait', Seconds: 60, End: true } }, {}, [entered]);
    const changed = step(
      definitionOf({ New: done }),
      running(execution),
      { kind: 'woken' },
      { now, chance: 0 },
    );
    expect(changed).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local/states/json.ts';
import type { Occurrence } from '../../../local/states/step.ts';
import { answered, done, entered, failed, now, outcomeOf, running } from '../../support/machine-steps.ts';
import { task } from '../../support/states.ts';

describe('a Task', () => {
  it('calls its function with the payload that its parameters say', () => {
    const states = { Open: task('open-window', { End: true, TimeoutSeconds: 30 }) };
    expect(running(outcomeOf(states, { id: 'R-1' }, [entered])).phase).toEqual({
      kind: 'calling',
      functionName: 'open-window',
      payload: { id: 'R-1' },
      timeoutSeconds: 30,
    });
  });

  it('fills a payload template from the data and the context', () => {
    const Parameters = {
      FunctionName: 'page',
      Payload: { text: 'late', 'id.$': '$.request.id', list: [{ 'name.$': '$$.Execution.Name' }] },
    };
    const execution = outcomeOf(
      { Page: task('page', { Parameters, End: true }) },
      { request: { id: 'R-7' } },
      [entered],
    );
    expect(running(execution).phase).toMatchObject({
      payload: { text: 'late', id: 'R-7', list: [{ name: 'R-1' }] },
    });
  });

  it('hands on what the function answered, with status and version', () => {
    const execution = outcomeOf({ Ask: task('ask', { End: true }) }, {}, [entered, answered({ a: 1 })]);
    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      output: { Payload: { a: 1 }, StatusCode: 200, ExecutedVersion: '$LATEST' },
    });
  });

  it('selects, places and filters its result', () => {
    const fields = {
      ResultSelector: { 'state.$': '$.Payload.state' },
      ResultPath: '$.last.answer',
      OutputPath: '$.last',
      End: true,
    };
    const execution = outcomeOf({ Ask: task('ask', fields) }, { id: 1, last: { n: 2 } }, [
      entered,
      answered({ state: 'settled' }),
    ]);
    expect(execution).toMatchObject({ output: { n: 2, answer: { state: 'settled' } } });
  });

  it('with a null ResultPath hands on its input', () => {
    const states = { Page: task('page', { ResultPath: null, End: true }) };
    expect(outcomeOf(states, { id: 1 }, [entered, answered('sent')])).toMatchObject({ output: { id: 1 } });
  });

  it('fails with States.ParameterPathFailure when its payload path leads to nothing', () => {
    const Parameters = { FunctionName: 'page', 'Payload.$': '$.nothing' };
    const execution = outcomeOf({ Page: task('page', { Parameters, End: true }) }, {}, [entered]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ParameterPathFailure' });
  });

  it('fails with States.ResultPathMatchFailure when its result path leads through a number', () => {
    const states = { Ask: task('ask', { ResultPath: '$.id.answer', End: true }) };
    const execution = outcomeOf(states, { id: 1 }, [entered, answered(true)]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ResultPathMatchFailure' });
  });
});

describe('Retry', () => {
  const retrying = (retrier: JsonObject, more: JsonObject = {}) => ({
    Close: task('close', { Retry: [{ ErrorEquals: ['States.ALL'], ...retrier }], Next: 'Done', ...more }),
    Done: done,
  });
  const again: Occurrence[] = [failed('Boom'), { kind: 'woken' }];
  const delayAfter = (states: JsonObject, occurrences: readonly Occurrence[], chance?: number) => {
    const { phase } = running(outcomeOf(states, {}, [entered, ...occurrences], chance));
    return phase.kind === 'retrying' ? (phase.wakeAt - now) / 1000 : phase.kind;
  };

  it('waits longer each time by the backoff rate, up to the longest delay', () => {
    const states = retrying({ IntervalSeconds: 5, BackoffRate: 3, MaxAttempts: 9, MaxDelaySeconds: 40 });
    const delays = [0, 1, 2, 3].map((times) =>
      delayAfter(states, [...Array(times).fill(again).flat(), failed('Boom')]),
    );
    expect(delays).toEqual([5, 15, 40, 40]);
  });

  it('with full jitter waits some part of the delay', () => {
    const states = retrying({ IntervalSeconds: 8, JitterStrategy: 'FULL' });
    expect(delayAfter(states, [failed('Boom')], 0.25)).toBe(2);
  });

  it('calls the function again when the delay is over', () => {
    expect(delayAfter(retrying({}), again)).toBe('calling');
  });

  it('gives up after three attempts unless told otherwise', () => {
    const execution = outcomeOf(retrying({}), {}, [entered, ...again, ...again, ...again, failed('Boom')]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Boom', cause: 'because' });
  });

  it('counts each retrier by itself', () => {
    const Retry = [
      { ErrorEquals: ['Throttled'], MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 1, IntervalSeconds: 7 },
    ];
    const states = { Close: task('close', { Retry, End: true }) };
    expect(delayAfter(states, [failed('Throttled'), { kind: 'woken' }, failed('Boom')])).toBe(7);
  });

  it('does not ask a later retrier when the first that covers the error is used up', () => {
    const Retry = [{ ErrorEquals: ['Boom'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }];
    const states = { Close: task('close', { Retry, End: true }) };
    expect(outcomeOf(states, {}, [entered, failed('Boom')])).toMatchObject({ status: 'FAILED' });
  });

  it('under States.TaskFailed covers every error but a time-out', () => {
    const states = retrying({ ErrorEquals: ['States.TaskFailed'] });
    expect(delayAfter(states, [failed('Lambda.Unknown')])).toBe(1);
    expect(outcomeOf(states, {}, [entered, failed('States.Timeout')])).toMatchObject({ status: 'FAILED' });
  });

  it('never covers States.Runtime', () => {
    const states = retrying({}, { InputPath: '$.nothing' });
    expect(outcomeOf(states, {}, [entered])).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('starts to count anew when the state is entered again', () => {
    const states = {
      Close: task('close', { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], Next: 'Again' }),
      Again: { Type: 'Pass', Next: 'Close' },
    };
    const turn: Occurrence[] = [entered, ...again, answered({}), entered];
    expect(running(outcomeOf(states, {}, [...turn, entered, failed('Boom')])).phase.kind).toBe('retrying');
  });
});

describe('Catch', () => {
  const catching = (catcher: JsonObject) => ({
    Open: task('open', {
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Close', ...catcher }],
      Next: 'Close',
    }),
    Close: task('close', { End: true }),
  });

  it('puts error and cause beside the input, at its ResultPath', () => {
    const execution = running(
      outcomeOf(catching({ ResultPath: '$.failure' }), { id: 'R-1' }, [entered, failed('Boom')]),
    );
    expect(execution.state).toBe('Close');
    expect(execution.data).toEqual({ id: 'R-1', failure: { Error: 'Boom', Cause: 'because' } });
  });

  it('without a ResultPath replaces the input', () => {
    const execution = running(outcomeOf(catching({}), { id: 'R-1' }, [entered, failed('Boom')]));
    expect(execution.data).toEqual({ Error: 'Boom', Cause: 'because' });
  });

  it('does not cover an error that it does not name', () => {
    const execution = outcomeOf(catching({ ErrorEquals: ['Other'] }), {}, [entered, failed('Boom')]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Boom' });
  });

  it('ends the execution when its ResultPath leads through a number', () => {
    const execution = outcomeOf(catching({ ResultPath: '$.id.failure' }), { id: 1 }, [
      entered,
      failed('Boom'),
    ]);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ResultPathMatchFailure' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../local/states/json.ts';
import { askingMachine, aslOf, task } from '../../support/states.ts';
import { type Course, runLibrary, runOurs, type Script } from './interpreters.ts';
import { definition, input, script } from './random-definition.ts';

const all = ['States.ALL'];
const waiting = { payload: { state: 'waiting', wakeAt: '2020-01-01T00:00:00Z' } };
const boom = { error: 'Boom' };

/** The window machine of the design: every failure to open leads to close, and close never gives up. */
const windowMachine: JsonObject = aslOf({
  Open: task('open-window', {
    Retry: [{ ErrorEquals: ['Throttled'], MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: all, ResultPath: '$.failure', Next: 'Close' }],
    OutputPath: '$.Payload',
    Next: 'Close',
  }),
  Close: task('close-window', {
    Parameters: {
      FunctionName: 'close-window',
      Payload: { 'record.$': '$', 'execution.$': '$$.Execution.Name' },
    },
    Retry: [{ ErrorEquals: all, IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 2, MaxDelaySeconds: 60 }],
    Catch: [{ ErrorEquals: all, ResultPath: '$.failure', Next: 'Page' }],
    OutputPath: '$.Payload',
    Next: 'Ended?',
  }),
  Page: task('page', { ResultPath: null, Next: 'Try again later' }),
  'Try again later': { Type: 'Wait', Seconds: 900, Next: 'Close' },
  'Ended?': {
    Type: 'Choice',
    Choices: [
      {
        And: [
          { Variable: '$.state', StringEquals: 'waiting' },
          { Variable: '$.wakeAt', IsPresent: true },
          { Variable: '$.wakeAt', IsTimestamp: true },
        ],
        Next: 'Wait',
      },
      { Variable: '$.state', StringEquals: 'settled', Next: 'Done' },
    ],
    Default: 'Bad answer',
  },
  Wait: { Type: 'Wait', TimestampPath: '$.wakeAt', Next: 'Close' },
  Done: { Type: 'Succeed' },
  'Bad answer': { Type: 'Fail', Error: 'BadAnswer', Cause: 'neither waiting nor settled' },
});

const approvalMachine = aslOf(askingMachine('advance-approval'));

async function bothRun(asl: JsonObject, script: Script): Promise<Course> {
  const ours = runOurs(asl, { id: 'R-1' }, script);
  expect(ours).toEqual(await runLibrary(asl, { id: 'R-1' }, script));
  return ours;
}

describe('our interpreter and aws-local-stepfunctions take the same path to the same outcome', () => {
  it.each<[string, JsonObject, Script, string]>([
    ['an approval that waits twice', approvalMachine, [waiting, waiting], 'Done'],
    ['an approval whose function fails', approvalMachine, [boom], 'Ask'],
    [
      'a window that opens, waits and closes',
      windowMachine,
      [{ payload: { opened: true } }, waiting, waiting],
      'Done',
    ],
    ['a window that cannot open', windowMachine, [boom], 'Done'],
    ['an opening that is throttled once', windowMachine, [{ error: 'Throttled' }, { payload: {} }], 'Done'],
    ['an opening that is throttled for good', windowMachine, Array(3).fill({ error: 'Throttled' }), 'Done'],
    ['a close that succeeds when it is retried', windowMachine, [{ payload: {} }, boom, boom], 'Done'],
    [
      'a close that fails, pages and tries again',
      windowMachine,
      [{ payload: {} }, ...Array(3).fill(boom), { payload: 'paged' }],
      'Done',
    ],
    ['a page that fails', windowMachine, [{ payload: {} }, ...Array(4).fill(boom)], 'Page'],
    [
      'an answer that makes no sense',
      windowMachine,
      [{ payload: {} }, { payload: { state: 'asleep' } }],
      'Bad answer',
    ],
    ['an answer without a state', windowMachine, [{ payload: {} }, { payload: {} }], 'Ended?'],
  ])('%s', async (_, asl, script, lastState) => {
    const { path } = await bothRun(asl, script);
    expect(path.at(-1)).toBe(lastState);
  });

  it('a result placed into an object that is not there yet', async () => {
    const asl = aslOf({ Ask: task('ask', { ResultPath: '$.last.answer', End: true }) });
    expect(await bothRun(asl, [{ payload: 1 }])).toMatchObject({ outcome: { output: { id: 'R-1' } } });
  });

  it('any small definition, whatever the functions answer', async () => {
    await fc.assert(
      fc.asyncProperty(definition, input, script, async (asl, data, answers) => {
        expect(runOurs(asl, data, answers)).toEqual(await runLibrary(asl, data, answers));
      }),
      { numRuns: 1000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { DefinitionError, parseDefinition } from '../../../local/states/definition.ts';
import type { JsonObject } from '../../../local/states/json.ts';
import { askingMachine, aslOf, task } from '../../support/states.ts';

const done = { Type: 'Succeed' };
const rule = (condition: JsonObject) => ({
  Pick: { Type: 'Choice', Choices: [{ ...condition, Next: 'Done' }] },
  Done: done,
});

function problemsOf(definition: unknown): readonly string[] {
  try {
    parseDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
}

describe('a definition', () => {
  it('of the shape that the project uses is accepted', () => {
    expect(problemsOf({ Comment: 'a machine', ...aslOf(askingMachine('close-window')) })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    [
      'States.Open.HeartbeatSeconds: this field is not understood',
      { Open: task('f', { End: true, HeartbeatSeconds: 9 }) },
    ],
    ['States.Open.Assign: this field is not understood', { Open: task('f', { End: true, Assign: {} }) }],
    [
      'States.Open.QueryLanguage: this field is not understood',
      { Open: task('f', { End: true, QueryLanguage: 'JSONata' }) },
    ],
    [
      'States.Open.Retry.0.Until: this field is not understood',
      { Open: task('f', { End: true, Retry: [{ ErrorEquals: ['A'], Until: 1 }] }) },
    ],
    [
      'States.Open.Catch.0.Assign: this field is not understood',
      { Open: task('f', { End: true, Catch: [{ ErrorEquals: ['A'], Next: 'Open', Assign: {} }] }) },
    ],
    [
      'States.Open.Parameters.Qualifier: this field is not understood',
      { Open: task('f', { End: true, Parameters: { FunctionName: 'f', 'Payload.$': '$', Qualifier: '1' } }) },
    ],
    [
      'States.Wait.Until: this field is not understood',
      { Wait: { Type: 'Wait', Seconds: 1, Until: 1, End: true } },
    ],
    ['States.Done.Output: this field is not understood', { Done: { ...done, Output: 1 } }],
  ])('is refused: %s', (problem, states) => {
    expect(problemsOf(aslOf(states))).toEqual([problem]);
  });

  it.each<[string, JsonObject]>([
    ['Type', { All: { Type: 'Parallel', Branches: [], End: true } }],
    [
      'States.Open.Resource: only arn:aws:states:::lambda:invoke is understood',
      { Open: task('f', { End: true, Resource: 'arn:aws:states:::sqs:sendMessage' }) },
    ],
    [
      'States.Open.Resource: only arn:aws:states:::lambda:invoke is understood',
      { Open: task('f', { End: true, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }) },
    ],
    [
      'States.Open.Parameters.Payload.at.$: only plain paths',
      {
        Open: task('f', {
          End: true,
          Parameters: { FunctionName: 'f', Payload: { 'at.$': "States.Format('{}', $.a)" } },
        }),
      },
    ],
    ['States.Open.InputPath: only plain paths', { Open: task('f', { End: true, InputPath: '$.list[0]' }) }],
    [
      'States.Open.ResultPath: a result cannot be written to the context',
      { Open: task('f', { End: true, ResultPath: '$$.State' }) },
    ],
    ['States.Open: must have either Next or End: true', { Open: task('f', {}) }],
    ['States.Open: must have either Next or End: true', { Open: task('f', { Next: 'Open', End: true }) }],
    ['States.Open: there is no state "Gone"', { Open: task('f', { Next: 'Gone' }) }],
    [
      'States.Open: there is no state "Gone"',
      { Open: task('f', { End: true, Catch: [{ ErrorEquals: ['A'], Next: 'Gone' }] }) },
    ],
    ['States.Wait: must have exactly one of Seconds', { Wait: { Type: 'Wait', End: true } }],
    [
      'States.Wait.Timestamp: must be a timestamp',
      { Wait: { Type: 'Wait', Timestamp: 'tomorrow', End: true } },
    ],
    [
      'States.Pick.Choices.0.StringMatches: a rule needs exactly one comparison',
      rule({ Variable: '$.a', StringMatches: '*' }),
    ],
    [
      'States.Pick.Choices.0.StringEquals: a rule needs exactly one comparison',
      rule({ Variable: '$.a', StringEquals: 1 }),
    ],
    [
      'States.Pick.Choices.0: a rule needs exactly one comparison',
      rule({ Variable: '$.a', StringEquals: 'a', IsPresent: true }),
    ],
    [
      'States.Pick.Choices.0.And.1.Variable',
      rule({ And: [{ Variable: '$.a', IsPresent: true }, { StringEquals: 'a' }] }),
    ],
    ['States.Pick.Choices.0.Not.StringIs: a rule needs', rule({ Not: { Variable: '$.a', StringIs: 'a' } })],
  ])('is refused: %s', (problem, states) => {
    expect(problemsOf(aslOf(states)).join('\n')).toContain(problem);
  });

  it('in the query language JSONata is refused', () => {
    expect(problemsOf({ ...aslOf({ Done: done }), QueryLanguage: 'JSONata' }).join()).toContain(
      'QueryLanguage',
    );
  });

  it('with a time-out of the whole machine is refused', () => {
    const problems = problemsOf({ ...aslOf({ Done: done }), TimeoutSeconds: 60 });
    expect(problems).toEqual(['TimeoutSeconds: this field is not understood']);
  });

  it('that starts at a state it lacks is refused', () => {
    expect(problemsOf({ StartAt: 'Gone', States: { Done: done } })).toEqual([
      'StartAt: there is no state "Gone"',
    ]);
  });

  it('that is not JSON is refused', () => {
    expect(problemsOf('{')).toEqual(['It is not JSON']);
  });
});

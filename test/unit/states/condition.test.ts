import { describe, expect, it } from 'vitest';
import { holds, rule } from '../../../local/states/condition.ts';
import type { JsonObject } from '../../../local/states/json.ts';

const data = {
  state: 'waiting',
  turns: 3,
  other: 4,
  urgent: true,
  wakeAt: '2026-11-21T10:30:00Z',
  later: '2026-11-21T11:30:00.5+00:00',
  nothing: null,
  request: { id: 'R-1' },
};
const context = { Execution: { Name: 'R-1' } };

function asks(condition: JsonObject): boolean {
  return holds(rule.parse({ ...condition, Next: 'X' }).condition, { data, context });
}

describe('a comparison', () => {
  it.each<[string, string, string | number | boolean]>([
    ['$.state', 'StringEquals', 'waiting'],
    ['$.state', 'StringLessThan', 'x'],
    ['$.state', 'StringGreaterThanEquals', 'waiting'],
    ['$.request.id', 'StringEqualsPath', '$$.Execution.Name'],
    ['$.turns', 'NumericEquals', 3],
    ['$.turns', 'NumericLessThanEquals', 3],
    ['$.other', 'NumericGreaterThanPath', '$.turns'],
    ['$.urgent', 'BooleanEquals', true],
    ['$.wakeAt', 'TimestampEquals', '2026-11-21T11:30:00+01:00'],
    ['$.wakeAt', 'TimestampLessThanPath', '$.later'],
    ['$.state', 'IsPresent', true],
    ['$.absent', 'IsPresent', false],
    ['$.request.absent.deeper', 'IsPresent', false],
    ['$.nothing', 'IsPresent', true],
    ['$.nothing', 'IsNull', true],
    ['$.state', 'IsString', true],
    ['$.turns', 'IsNumeric', true],
    ['$.urgent', 'IsBoolean', true],
    ['$.wakeAt', 'IsTimestamp', true],
    ['$.state', 'IsTimestamp', false],
  ])('%s %s %s holds', (Variable, operator, operand) => {
    expect(asks({ Variable, [operator]: operand })).toBe(true);
  });

  it.each<[string, string, string | number | boolean]>([
    ['$.state', 'StringEquals', 'settled'],
    ['$.turns', 'NumericLessThan', 3],
    ['$.turns', 'NumericGreaterThanPath', '$.other'],
    ['$.wakeAt', 'TimestampGreaterThanEquals', '2026-11-21T10:30:01Z'],
    ['$.state', 'IsPresent', false],
    ['$.absent', 'IsPresent', true],
  ])('%s %s %s does not hold', (Variable, operator, operand) => {
    expect(asks({ Variable, [operator]: operand })).toBe(false);
  });

  it('holds for no value of another type', () => {
    expect(asks({ Variable: '$.turns', StringLessThan: '9' })).toBe(false);
    expect(asks({ Not: { Variable: '$.turns', StringGreaterThan: '0' } })).toBe(true);
  });

  it('of a path that leads to nothing is an error of the machine', () => {
    expect(() => asks({ Variable: '$.absent', StringEquals: 'x' })).toThrow(
      'The path $.absent leads to no value.',
    );
  });

  it('reads no property that the data did not bring', () => {
    expect(asks({ Variable: '$.constructor', IsPresent: false })).toBe(true);
  });
});

describe('And, Or and Not', () => {
  const yes = { Variable: '$.urgent', BooleanEquals: true };
  const no = { Variable: '$.urgent', BooleanEquals: false };
  const broken = { Variable: '$.absent', BooleanEquals: true };

  it('combine conditions to any depth', () => {
    expect(asks({ And: [yes, { Not: no }, { Or: [no, yes] }] })).toBe(true);
    expect(asks({ And: [yes, { Or: [no, { Not: yes }] }] })).toBe(false);
  });

  it('stop as soon as the answer is known', () => {
    expect(asks({ Or: [yes, broken] })).toBe(true);
    expect(asks({ And: [{ Variable: '$.absent', IsPresent: true }, broken] })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../shared/domain/estate.ts';
import { ruleWarnings } from '../../../shared/domain/rule-overlap.ts';
import { parseHours, parseTimeZone } from '../../../shared/domain/schedule.ts';
import { durationOf, estate, must } from '../../support/records.ts';

function rule(name: string, when: Rule['when']): Rule {
  return { name, hash: 'a'.repeat(64), when, maxDuration: durationOf('1h'), approval: { kind: 'automatic' } };
}

const warningsOf = (...rules: readonly Rule[]) => ruleWarnings({ ...estate, rules });

const prod = { environments: ['prod'] };
const view = { roles: ['view' as never] };
const payments = { namespaces: ['payments' as never] };
const by = (people: readonly string[], ...usergroups: readonly string[]) => ({
  requesters: { people, usergroups: usergroups as never },
});
const hours = (text: string, zone = 'UTC') => ({
  schedule: {
    weekdays: ['mon', 'tue'] as const,
    hours: must(parseHours(text)),
    zone: must(parseTimeZone(zone)),
  },
});

it('the example estate gives no warning', () => {
  expect(ruleWarnings(estate)).toEqual([]);
});

it('a narrow rule before a wide one is an exception, and gives none', () => {
  expect(warningsOf(rule('narrow', { ...prod, ...view }), rule('wide', prod))).toEqual([]);
});

describe('a rule never decides', () => {
  const first = rule('first', prod);
  it.each([
    ['the same rule again', first, rule('second', prod)],
    ['a narrower one', first, rule('second', { ...prod, ...payments })],
    [
      'one that names the cluster instead of its environment',
      first,
      rule('second', { clusters: ['prod-eu' as never] }),
    ],
    ['one for some people', first, rule('second', { ...prod, ...by(['a@example.com']) })],
    ['one for fewer people', rule('first', by(['a@x.y', 'b@x.y'], 'g')), rule('second', by(['b@x.y'], 'g'))],
    ['one for some hours', first, rule('second', { ...prod, ...hours('09:00-17:00') })],
    ['one for fewer hours', rule('first', hours('09:00-17:00')), rule('second', hours('10:00-12:00'))],
    [
      'one within hours past midnight',
      rule('first', hours('22:00-06:00')),
      rule('second', hours('23:00-05:00')),
    ],
  ])('when one above it covers all of it: %s', (_, earlier, later) => {
    expect(warningsOf(earlier, later)).toEqual([{ kind: 'unreachable', rule: 1, by: 'first' }]);
  });

  it('when nothing has all that it names together', () => {
    const nowhere = rule('nowhere', { ...prod, clusters: ['staging-eu' as never] });
    expect(warningsOf(nowhere)).toEqual([{ kind: 'covers-nothing', rule: 0 }]);
  });
});

describe('a rule may decide', () => {
  it.each([
    ['when the one above it is for some people', rule('first', by(['a@x.y'])), rule('second', prod)],
    ['when it is for more people', rule('first', by(['a@x.y'])), rule('second', by(['a@x.y', 'b@x.y']))],
    ['when it is for another usergroup', rule('first', by([], 'g')), rule('second', by([], 'h'))],
    ['when the one above it holds at some hours', rule('first', hours('09:00-17:00')), rule('second', prod)],
    [
      'when it holds a minute longer',
      rule('first', hours('09:00-17:00')),
      rule('second', hours('09:00-17:01')),
    ],
    [
      'when its hours are of another zone',
      rule('first', hours('09:00-17:00')),
      rule('second', hours('10:00-12:00', 'Europe/Berlin')),
    ],
  ])('%s', (_, earlier, later) => {
    expect(warningsOf(earlier, later)).toEqual([]);
  });
});

it('rules that cross are named with a place in both', () => {
  expect(warningsOf(rule('viewing', view), rule('payments', payments))).toEqual([
    { kind: 'overlaps', rule: 1, by: 'viewing', example: 'view in payments on prod-eu' },
  ]);
});

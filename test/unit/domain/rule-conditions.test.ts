import { describe, expect, it } from 'vitest';
import { decide, judge } from '../../../shared/domain/decide.ts';
import type { Rule } from '../../../shared/domain/estate.ts';
import { parseTimeZone } from '../../../shared/domain/schedule.ts';
import { alice, ask, bob, durationOf, estate, must, noon, scope } from '../../support/records.ts';

const anything: Rule = {
  name: 'anything',
  hash: 'a'.repeat(64),
  when: {},
  maxDuration: durationOf('1h'),
  approval: { kind: 'automatic' },
};
const asks = scope('prod-eu', 'payments', 'edit');
const withRules = (...rules: readonly Rule[]) => ({ ...estate, rules });

const leadsAndAlice: Rule = {
  ...anything,
  name: 'leads-and-alice',
  when: { requesters: { usergroups: ['payments-leads' as never], people: ['alice@example.com'] } },
};
const sundays: Rule = {
  ...anything,
  name: 'sundays',
  when: { schedule: { weekdays: ['sun'], zone: must(parseTimeZone('UTC')) } },
};

describe('a rule for some requesters', () => {
  const only = withRules(leadsAndAlice);

  it('covers the people it names, whatever the capitals of their address', () => {
    expect(decide(only, ask({ by: alice, scope: asks })).outcome).toBe('automatic');
    const shouting = { ...alice, person: { ...alice.person, email: 'Alice@Example.com' } };
    expect(decide(only, ask({ by: shouting, scope: asks })).outcome).toBe('automatic');
  });

  it('covers members of the usergroups it names', () => {
    expect(decide(only, ask({ by: bob, usergroups: ['payments-leads'], scope: asks })).outcome).toBe(
      'automatic',
    );
  });

  it('does not cover others, and the refusal names the rule and whom it is for', () => {
    expect(decide(only, ask({ by: bob, usergroups: ['security'], scope: asks }))).toEqual({
      outcome: 'refused',
      refusal: {
        code: 'not-now-or-not-you',
        scope: asks,
        rules: [
          {
            rule: 'leads-and-alice',
            why: [{ condition: 'requester', stated: leadsAndAlice.when.requesters }],
          },
        ],
      },
    });
  });
});

it('outside its schedule a rule does not match, and the one after it decides', () => {
  const both = withRules(sundays, anything);
  expect(decide(both, ask({ scope: asks, at: noon }))).toMatchObject({ rule: 'anything' });
  const sunday = '2026-11-22T12:00:00.000Z' as typeof noon;
  expect(decide(both, ask({ scope: asks, at: sunday }))).toMatchObject({ rule: 'sundays' });
});

it('a rule that does not cover the scope is not named beside one that misses only the time', () => {
  const elsewhere: Rule = {
    ...sundays,
    name: 'elsewhere',
    when: { ...sundays.when, roles: ['view' as never] },
  };
  expect(decide(withRules(elsewhere, sundays), ask({ scope: asks }))).toMatchObject({
    refusal: { code: 'not-now-or-not-you', rules: [{ rule: 'sundays' }] },
  });
});

it('every rule before the match says all that it misses; those after it are not read', () => {
  const { readings } = judge(estate, ask({ scope: scope('prod-eu', 'payments', 'edit') }));
  expect(readings).toEqual([
    {
      rule: 'staging-work',
      matches: false,
      why: [{ condition: 'environment', asked: ['prod'], stated: ['non-prod'] }],
    },
    { rule: 'prod-view', matches: false, why: [{ condition: 'role', asked: ['edit'], stated: ['view'] }] },
    { rule: 'prod-payments-change', matches: true },
  ]);
});

describe('what a rule wants of the reason', () => {
  const wants = (key: 'reason' | 'ticket'): Rule => ({
    ...anything,
    [key]: {
      pattern: 'OPS',
      explain: 'Name a ticket of OPS.',
      isMetBy: (text: string) => text.includes('OPS'),
    },
  });

  it.each([
    ['reason', 'reason-pattern'],
    ['ticket', 'ticket-missing'],
  ] as const)('%s: a text without it is refused with the explanation', (key, code) => {
    const refusal = { code, rule: 'anything', explain: 'Name a ticket of OPS.' };
    const asking = (reason: string) => decide(withRules(wants(key)), ask({ scope: asks, reason }));
    expect(asking('it is stuck')).toEqual({ outcome: 'refused', refusal });
    expect(asking('OPS-1: it is stuck').outcome).toBe('automatic');
  });

  it('does not send the request on to the next rule: the first match decides', () => {
    expect(
      decide(withRules(wants('ticket'), { ...anything, name: 'next' }), ask({ scope: asks })),
    ).toMatchObject({ refusal: { code: 'ticket-missing' } });
  });
});

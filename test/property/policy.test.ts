import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../shared/domain/ask.ts';
import { decide, judge } from '../../shared/domain/decide.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { ruleWarnings } from '../../shared/domain/rule-overlap.ts';
import { isWithin } from '../../shared/domain/schedule.ts';
import { durations, estates, instants, reasons, requesters, scopes } from '../support/arbitraries.ts';

const short = fc.integer({ min: 1, max: 60 }).map((minutes) => minutes as Duration);
const someAsk: fc.Arbitrary<Ask> = fc.record({
  requester: requesters,
  scope: scopes,
  duration: fc.oneof(short, durations),
  reason: reasons,
  at: instants,
});

const withRules = (estate: Estate, rules: Estate['rules']): Estate => ({ ...estate, rules });

const isUncovered = (decision: ReturnType<typeof decide>) =>
  decision.outcome === 'refused' && ['no-rule', 'not-now-or-not-you'].includes(decision.refusal.code);

describe('the policy decides', () => {
  it('the same whenever it is asked the same', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        expect(decide(structuredClone(estate), structuredClone(ask))).toEqual(decide(estate, ask));
      }),
    );
  });

  it('by the first rule that covers the whole scope: those before it cover nothing, those after it are not read', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        const decision = decide(estate, ask);
        const alone = estate.rules.map((rule) => decide(withRules(estate, [rule]), ask));
        const first = alone.findIndex((answer) => !isUncovered(answer));
        if (first < 0) expect(decision.outcome).toBe('refused');
        else expect(decision).toEqual(alone[first]);
      }),
      { numRuns: 1000 },
    );
  });

  it('and says why each rule before it does not match: without the conditions that it names, that rule would', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        const { readings } = judge(estate, ask);
        readings.forEach((reading, place) => {
          const rule = estate.rules[place];
          expect(rule?.name).toBe(reading.rule);
          expect(reading.matches).toBe(place === readings.length - 1 && !isUncovered(decide(estate, ask)));
          if (reading.matches || rule === undefined) return;
          const when = Object.entries(rule.when).filter(
            ([condition]) => !reading.why.some((why) => condition.startsWith(why.condition)),
          );
          const loosened = { ...rule, when: Object.fromEntries(when) };
          expect(isUncovered(decide(withRules(estate, [loosened]), ask))).toBe(false);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('never for longer than its rule allows, nor for anything that its rule does not name', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        const { scope, duration } = ask;
        const decision = decide(estate, ask);
        if (decision.outcome === 'refused') return;
        const rule = estate.rules.find(({ name }) => name === decision.rule);
        expect(duration).toBeLessThanOrEqual(rule?.maxDuration ?? 0);
        const environment = estate.clusters.get(scope.cluster)?.environment ?? '';
        expect(rule?.when.environments ?? [environment]).toContain(environment);
        expect(rule?.when.clusters ?? [scope.cluster]).toContain(scope.cluster);
        expect(rule?.when.roles ?? [scope.role]).toContain(scope.role);
        expect(rule?.when.namespaces ?? scope.namespaces).toEqual(
          expect.arrayContaining([...scope.namespaces]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never to somebody else nor at another time than its rule states', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        const decision = decide(estate, ask);
        if (decision.outcome === 'refused') return;
        const { requesters: stated, schedule } =
          estate.rules.find(({ name }) => name === decision.rule)?.when ?? {};
        const { email, usergroups } = ask.requester;
        const may =
          stated?.people.includes(email.toLowerCase()) ||
          stated?.usergroups.some((one) => usergroups.has(one));
        expect(may ?? true).toBe(true);
        expect(schedule === undefined || isWithin(schedule, ask.at)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never for a cluster, a namespace or a role that the estate does not have', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        if (decide(estate, ask).outcome === 'refused') return;
        const cluster = estate.clusters.get(ask.scope.cluster);
        expect(cluster?.namespaces).toEqual(expect.arrayContaining([...ask.scope.namespaces]));
        expect(estate.roles.has(ask.scope.role)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('by no rule that a warning says can never decide', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, ask) => {
        const decision = decide(estate, ask);
        if (decision.outcome === 'refused') return;
        const idle = ruleWarnings(estate).filter(({ kind }) => kind !== 'overlaps');
        expect(idle.map(({ rule }) => estate.rules[rule]?.name)).not.toContain(decision.rule);
      }),
      { numRuns: 1000 },
    );
  });

  it('on a part of whatever scope it allows as a whole, by some rule', () => {
    fc.assert(
      fc.property(estates, someAsk, fc.nat(), (estate, ask, where) => {
        if (decide(estate, ask).outcome === 'refused') return;
        const { namespaces } = ask.scope;
        const part = namespaces[where % namespaces.length] ?? namespaces[0];
        const narrower = decide(estate, { ...ask, scope: { ...ask.scope, namespaces: [part] } });
        expect(isUncovered(narrower)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

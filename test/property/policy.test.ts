import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/domain/decide.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { durations, estates, scopes } from '../support/arbitraries.ts';

const short = fc.integer({ min: 1, max: 60 }).map((minutes) => minutes as Duration);
const someAsk = fc.record({ scope: scopes, duration: fc.oneof(short, durations) });

const withRules = (estate: Estate, rules: Estate['rules']): Estate => ({ ...estate, rules });

const isUncovered = (decision: ReturnType<typeof decide>) =>
  decision.outcome === 'refused' && decision.refusal.code === 'no-rule';

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
        expect(decision).toEqual(first < 0 ? decide(withRules(estate, []), ask) : alone[first]);
      }),
      { numRuns: 1000 },
    );
  });

  it('never for longer than its rule allows, nor for anything that its rule does not name', () => {
    fc.assert(
      fc.property(estates, someAsk, (estate, { scope, duration }) => {
        const decision = decide(estate, { scope, duration });
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

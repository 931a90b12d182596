import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askableNamespaces, askableRoles, rulesFor } from '../../shared/domain/askable.ts';
import { decide, findRule } from '../../shared/domain/decide.ts';
import type { Estate } from '../../shared/domain/estate.ts';
import { ruleWarnings } from '../../shared/domain/rule-overlap.ts';
import { type Extent, namespacesOf, type Scope, scopeOf, wholeCluster } from '../../shared/domain/scope.ts';
import { durations, estates, instants, reasons, requesters, scopes } from '../support/arbitraries.ts';

/** Estates in which some of the roles are cluster-wide. */
const mixed: fc.Arbitrary<Estate> = fc
  .tuple(estates, fc.infiniteStream(fc.boolean()))
  .map(([estate, coins]) => {
    const roles = [...estate.roles].map(([name, role]) => {
      const scope = coins.next().value ? 'cluster' : 'namespace';
      return [name, { ...role, scope }] as const;
    });
    return { ...estate, roles: new Map(roles) };
  });

const anywhere: fc.Arbitrary<Scope> = fc
  .tuple(scopes, fc.boolean())
  .map(([scope, isWhole]) => (isWhole ? { ...scope, namespaces: [wholeCluster] } : scope));

const asks = fc.record({
  requester: requesters,
  scope: anywhere,
  duration: durations,
  reason: reasons,
  at: instants,
});

it('what is allowed in the whole cluster is a cluster-wide role that its rule names, and in namespaces it is none', () => {
  fc.assert(
    fc.property(mixed, asks, (estate, ask) => {
      const decision = decide(estate, ask);
      if (decision.outcome === 'refused') return;
      const { scope } = ask;
      const when = estate.rules.find(({ name }) => name === decision.rule)?.when;
      const isWhole = namespacesOf(scope).length === 0;
      expect(estate.roles.get(scope.role)?.scope).toBe(isWhole ? 'cluster' : 'namespace');
      if (isWhole) expect(when).toMatchObject({ roles: expect.arrayContaining([scope.role]) });
      if (isWhole) expect(when?.namespaces).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

it('the form offers the whole cluster, and roles in it, exactly where a rule covers them', () => {
  fc.assert(
    fc.property(mixed, requesters, instants, (estate, requester, at) => {
      const rules = rulesFor(estate, requester, at);
      for (const cluster of estate.clusters.keys()) {
        const covered = (extent: Extent) =>
          [...estate.roles.keys()].filter((role) => {
            const scope = scopeOf(cluster, [extent], role);
            return scope !== undefined && 'rule' in findRule(estate, { requester, scope, at });
          });
        const offered = askableNamespaces(estate, rules, cluster);
        expect(offered.includes(wholeCluster)).toBe(covered(wholeCluster).length > 0);
        for (const extent of offered) {
          const roles = askableRoles(estate, rules, { cluster, namespaces: [extent] });
          expect(roles.map(({ name }) => name)).toEqual(covered(extent));
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('no rule decides on a whole cluster of which a warning says that it never can', () => {
  fc.assert(
    fc.property(mixed, asks, (estate, ask) => {
      const decision = decide(estate, ask);
      if (decision.outcome === 'refused') return;
      const idle = ruleWarnings(estate).filter(({ kind }) => kind !== 'overlaps');
      expect(idle.map(({ rule }) => estate.rules[rule]?.name)).not.toContain(decision.rule);
    }),
    { numRuns: 1000 },
  );
});

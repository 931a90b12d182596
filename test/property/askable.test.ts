import fc from 'fast-check';
import { expect, it } from 'vitest';
import { askableClusters, askableNamespaces, askableRoles, rulesFor } from '../../shared/domain/askable.ts';
import { findRule } from '../../shared/domain/decide.ts';
import { namespacesOf, scopeOf } from '../../shared/domain/scope.ts';
import { estates, instants, requesters, scopes } from '../support/arbitraries.ts';

it('the form offers a scope exactly where a rule covers it for this person at this moment', () => {
  fc.assert(
    fc.property(estates, requesters, instants, scopes, (estate, requester, at, scope) => {
      const rules = rulesFor(estate, requester, at);
      const roles = askableRoles(estate, rules, scope).map(({ name }) => name);
      const known =
        estate.clusters.has(scope.cluster) &&
        namespacesOf(scope).every((one) => estate.clusters.get(scope.cluster)?.namespaces.includes(one));
      const covered = 'rule' in findRule(estate, { requester, scope, at });
      expect(known && roles.includes(scope.role)).toBe(covered);
    }),
    { numRuns: 500 },
  );
});

it('a cluster or a namespace is offered exactly where some role can be asked for in it', () => {
  fc.assert(
    fc.property(estates, requesters, instants, (estate, requester, at) => {
      const rules = rulesFor(estate, requester, at);
      const clusters = askableClusters(estate, rules);
      for (const { name: cluster, namespaces } of estate.clusters.values()) {
        const offered = askableNamespaces(estate, rules, cluster);
        const possible = namespaces.filter((namespace) =>
          [...estate.roles.keys()].some((role) => {
            const scope = scopeOf(cluster, [namespace], role);
            return scope !== undefined && 'rule' in findRule(estate, { requester, scope, at });
          }),
        );
        expect(offered).toEqual(possible);
        expect(clusters.includes(cluster)).toBe(possible.length > 0);
      }
    }),
    { numRuns: 500 },
  );
});

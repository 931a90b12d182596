import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Requester } from '../../shared/domain/ask.ts';
import { findRule } from '../../shared/domain/decide.ts';
import { groupsOfRequesters, isSameForAllGroups } from '../../shared/domain/memberships.ts';
import { estates, instants, requesters, scopes } from '../support/arbitraries.ts';

const askings = fc.record({ requester: requesters, scope: scopes, at: instants });

it('where groups cannot be known, what is decided is what any membership would have decided', () => {
  fc.assert(
    fc.property(estates, askings, fc.func(fc.boolean()), (estate, asking, isMember) => {
      fc.pre(isSameForAllGroups(estate, asking));
      const ruleFor = (usergroups: Requester['usergroups']) => {
        const found = findRule(estate, { ...asking, requester: { ...asking.requester, usergroups } });
        return 'rule' in found ? found.rule.name : undefined;
      };
      const some = new Set([...groupsOfRequesters(estate)].filter((group) => isMember(group)));
      expect(ruleFor(some)).toBe(ruleFor(new Set()));
    }),
    // Most estates have nothing for the one that asks.
    { numRuns: 3000 },
  );
});

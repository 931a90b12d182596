import type { Asking, Requester } from './ask.ts';
import { findRule } from './decide.ts';
import type { Estate } from './estate.ts';
import type { UsergroupHandle } from './person.ts';

/** The usergroups that the rules ask requesters to be in. */
export function groupsOfRequesters({ rules }: Pick<Estate, 'rules'>): ReadonlySet<UsergroupHandle> {
  return new Set(rules.flatMap(({ when }) => [...(when.requesters?.usergroups ?? [])]));
}

/**
 * Whether the same rule covers this whichever usergroups the person is in. A group only ever makes more rules cover, so
 * it is enough to look at none of them and at all of them: whatever lies between stops at a rule between the two.
 */
export function isSameForAllGroups(estate: Estate, asking: Asking): boolean {
  const ruleFor = (usergroups: Requester['usergroups']) => {
    const found = findRule(estate, { ...asking, requester: { ...asking.requester, usergroups } });
    return 'rule' in found ? found.rule.name : undefined;
  };
  return ruleFor(new Set()) === ruleFor(groupsOfRequesters(estate));
}

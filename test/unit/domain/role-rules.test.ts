import { describe, expect, it } from 'vitest';
import { saysYes, standingAccess } from '../../../shared/domain/evidence.ts';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import { sha256 } from '../../support/records.ts';
import { evidence, requestIn } from '../../support/stories.ts';

const pods = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'], resourceNames: [] };
const deployments = { ...pods, apiGroups: ['apps'], resources: ['deployments', 'replicasets'] };
const hash = hashOfRules([pods, deployments], sha256);

describe('the hash of what a role may do', () => {
  it('is the same in any order', () => {
    const reversed = { ...deployments, resources: deployments.resources.toReversed() };
    expect(hashOfRules([reversed, { ...pods, verbs: ['list', 'get'] }], sha256)).toBe(hash);
  });

  it.each([
    ['a verb added', [{ ...pods, verbs: ['get', 'list', 'delete'] }, deployments]],
    ['a rule removed', [pods]],
    ['a rule limited to names', [{ ...pods, resourceNames: ['one'] }, deployments]],
    ['no rules', []],
  ])('is another with %s', (_, rules) => {
    expect(hashOfRules(rules, sha256)).not.toBe(hash);
  });
});

describe('evidence', () => {
  const request = requestIn('active');

  it('says yes only when something was asked and all of it allowed', () => {
    expect(saysYes(evidence(request, true))).toBe(true);
    expect(saysYes([])).toBe(false);
    expect(saysYes([...evidence(request, true), ...evidence(request, false)])).toBe(false);
  });

  it('names the access that stands although ours is gone', () => {
    const standing = evidence(request, true);
    expect(standingAccess([...evidence(request, false), ...standing])).toEqual(standing);
  });
});

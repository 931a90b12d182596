import fc from 'fast-check';
import type { PolicyRule } from '../../shared/domain/evidence.ts';

// Pools are small, so that rules often cover each other, and written out, so that they are read as a cluster reads them.
const verbs = ['get', 'list', 'create', 'bind', 'use', '*'];
const apiGroups = ['', 'apps', 'rbac.authorization.k8s.io', '*'];
const resources = [
  'pods',
  'pods/log',
  'pods/exec',
  'deployments',
  'deployments/scale',
  'roles',
  '*/scale',
  '*',
];
const names = ['web', 'api'];

/** One rule of a role; now and then it gives nothing, or names objects. */
export const policyRules: fc.Arbitrary<PolicyRule> = fc.record({
  verbs: fc.subarray(verbs),
  apiGroups: fc.subarray(apiGroups),
  resources: fc.subarray(resources),
  resourceNames: fc.oneof(fc.constant([]), fc.subarray(names)),
});

export const roleRules = fc.array(policyRules, { maxLength: 4 });

/** A rule with nothing that is not said. */
export function ruleOf(given: Pick<PolicyRule, 'verbs' | 'resources'> & Partial<PolicyRule>): PolicyRule {
  return { apiGroups: [''], resourceNames: [], ...given };
}

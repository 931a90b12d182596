import fc from 'fast-check';
import { expect, it } from 'vitest';
import { missingRights } from '../../local/kubernetes/embedded/rbac/covers.ts';
import { type Attributes, ruleAllows } from '../../local/kubernetes/embedded/rbac/match.ts';
import type { PolicyRule } from '../../shared/domain/evidence.ts';
import { isNarrowerOrEqual } from '../../shared/domain/narrower.ts';
import { roleRules } from '../support/policy-rules.ts';

/** Single questions as an API server's authorizer is asked them. A `list` or a `create` names no object. */
const questions = fc.record({
  isResource: fc.constant(true as const),
  verb: fc.constantFrom('get', 'list', 'create', 'bind', 'use', 'delete'),
  group: fc.constantFrom('', 'apps', 'rbac.authorization.k8s.io', 'example.com'),
  resource: fc.constantFrom('pods', 'deployments', 'roles', 'secrets'),
  subresource: fc.constantFrom('', 'log', 'exec', 'scale'),
  namespace: fc.constant('payments'),
  name: fc.constantFrom('', 'web', 'api', 'other'),
});

/** Pairs that are narrower often enough: some rules of the wider role, each cut down at random. */
const pairs = roleRules.chain((wider) =>
  fc.tuple(fc.oneof(roleRules, fc.array(cutFrom(wider), { maxLength: 3 })), fc.constant(wider)),
);

function cutFrom(wider: readonly PolicyRule[]): fc.Arbitrary<PolicyRule> {
  const whole = { verbs: [], apiGroups: [], resources: [], resourceNames: [] };
  return fc.constantFrom(...(wider.length > 0 ? wider : [whole])).chain((rule) =>
    fc.record({
      verbs: fc.subarray([...rule.verbs]),
      apiGroups: fc.subarray([...rule.apiGroups]),
      resources: fc.subarray([...rule.resources]),
      resourceNames: fc.constant(rule.resourceNames.slice(0, 1)),
    }),
  );
}

/** Rules as the API server has them. */
const asStored = (rules: readonly PolicyRule[]) => rules.map((rule) => ({ ...rule }));

const allows = (rules: readonly PolicyRule[], question: Attributes) =>
  asStored(rules).some((rule) => ruleAllows(rule, question));

it('every role is as narrow as itself', () => {
  fc.assert(fc.property(roleRules, (rules) => isNarrowerOrEqual(rules, rules)));
});

it('what is narrower than a narrower role is narrower than the wider one', () => {
  const chains = pairs.chain(([middle, wider]) =>
    fc.tuple(fc.array(cutFrom(middle), { maxLength: 3 }), fc.constant(middle), fc.constant(wider)),
  );
  fc.assert(
    fc.property(chains, ([lesser, middle, wider]) => {
      fc.pre(isNarrowerOrEqual(lesser, middle) && isNarrowerOrEqual(middle, wider));
      expect(isNarrowerOrEqual(lesser, wider)).toBe(true);
    }),
  );
});

it('a narrower role allows nothing that an authorizer of single questions denies the wider one', () => {
  fc.assert(
    fc.property(pairs, fc.array(questions, { minLength: 20, maxLength: 20 }), ([lesser, wider], asked) => {
      fc.pre(isNarrowerOrEqual(lesser, wider));
      for (const question of asked) {
        if (allows(lesser, question)) expect(allows(wider, question)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

it('the answer is the one that the API server gives before it lets somebody hand a role on', () => {
  fc.assert(
    fc.property(pairs, ([lesser, wider]) => {
      expect(isNarrowerOrEqual(lesser, wider)).toBe(
        missingRights(asStored(wider), asStored(lesser)).length === 0,
      );
    }),
    { numRuns: 1000 },
  );
});

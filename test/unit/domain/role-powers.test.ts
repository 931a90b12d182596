import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { powersOf } from '../../../shared/domain/role-powers.ts';
import { type RoleWarning, warningInWords } from '../../../shared/domain/role-warnings.ts';
import { roleRules, ruleOf } from '../../support/policy-rules.ts';

const rbac = 'rbac.authorization.k8s.io';

describe('what a role can do', () => {
  it('is said in lines: what it reads, what it changes, and what it does', () => {
    const { can } = powersOf([
      ruleOf({ verbs: ['get', 'list', 'watch'], resources: ['services', 'pods', 'pods/status'] }),
      ruleOf({ verbs: ['get'], resources: ['pods/log'] }),
      ruleOf({ verbs: ['create', 'patch', 'get'], resources: ['deployments'], apiGroups: ['apps'] }),
      ruleOf({ verbs: ['delete'], resources: ['pods'] }),
      ruleOf({ verbs: ['create'], resources: ['pods/exec', 'pods/eviction'] }),
      ruleOf({ verbs: ['approve'], resources: ['builds'], apiGroups: ['example.com'] }),
    ]);
    expect(can).toEqual([
      'read pods, logs, deployments, services',
      'change deployments',
      'delete pods',
      'approve builds',
      'evict pods',
      'exec into pods',
    ]);
  });

  it('names once what two groups have, and everything only as everything', () => {
    const { can } = powersOf([
      ruleOf({ verbs: ['get'], resources: ['events'], apiGroups: ['', 'events.k8s.io'] }),
      ruleOf({ verbs: ['*'], resources: ['*', 'pods'] }),
    ]);
    expect(can).toEqual(['do anything with everything', 'read events']);
  });

  it('has at most 8 lines of 200 characters, and says how much it leaves out', () => {
    const resources = Array.from({ length: 50 }, (_, place) => `resource-${place}-${'x'.repeat(90)}`);
    const verbs = Array.from({ length: 12 }, (_, place) => `verb-${place}`);
    const { can } = powersOf([ruleOf({ verbs, resources })]);
    expect(can).toHaveLength(8);
    expect(can[0]).toMatch(/^verb-0 resource-0-x+…, .* and 48 more$/);
    expect(can.at(-1)).toBe('do 5 other things');
    for (const line of can) expect(line.length).toBeLessThanOrEqual(200);
  });

  it('is the same for the same rules in any order', () => {
    fc.assert(
      fc.property(roleRules, (rules) => {
        const reversed = rules.toReversed().map(({ verbs, apiGroups, resources, resourceNames }) => ({
          verbs: verbs.toReversed(),
          apiGroups: apiGroups.toReversed(),
          resources: resources.toReversed(),
          resourceNames,
        }));
        expect(powersOf(reversed)).toEqual(powersOf(rules));
      }),
    );
  });
});

describe('a role is warned of', () => {
  const warned: readonly (readonly [RoleWarning, ReturnType<typeof ruleOf>])[] = [
    ['exec', ruleOf({ verbs: ['create'], resources: ['pods/exec'] })],
    ['exec', ruleOf({ verbs: ['get'], resources: ['pods/attach'] })],
    ['exec', ruleOf({ verbs: ['create'], resources: ['pods/portforward'] })],
    ['exec', ruleOf({ verbs: ['patch'], resources: ['pods/ephemeralcontainers'] })],
    ['secrets', ruleOf({ verbs: ['get'], resources: ['secrets'], resourceNames: ['one'] })],
    ['secrets', ruleOf({ verbs: ['list'], resources: ['secrets'] })],
    ['secrets', ruleOf({ verbs: ['watch'], resources: ['secrets'] })],
    ['service-account-tokens', ruleOf({ verbs: ['create'], resources: ['serviceaccounts/token'] })],
    ['rbac-writes', ruleOf({ verbs: ['delete'], resources: ['rolebindings'], apiGroups: [rbac] })],
    ['rbac-writes', ruleOf({ verbs: ['patch'], resources: ['clusterroles'], apiGroups: [rbac] })],
    ['bind', ruleOf({ verbs: ['bind'], resources: ['clusterroles'], apiGroups: [rbac] })],
    ['escalate', ruleOf({ verbs: ['escalate'], resources: ['roles'], apiGroups: [rbac] })],
    ['impersonate', ruleOf({ verbs: ['impersonate'], resources: ['users'] })],
    [
      'impersonate',
      ruleOf({
        verbs: ['impersonate'],
        resources: ['userextras/scopes'],
        apiGroups: ['authentication.k8s.io'],
      }),
    ],
    ['wildcard', ruleOf({ verbs: ['*'], resources: ['configmaps'] })],
    ['wildcard', ruleOf({ verbs: ['get'], resources: ['widgets'], apiGroups: ['*'] })],
    ['wildcard', ruleOf({ verbs: ['get'], resources: ['*/status'] })],
  ];

  it.each(warned)('%s, and of nothing else', (warning, rule) => {
    expect(powersOf([rule, rule]).warnings).toEqual([warning]);
    expect(warningInWords(warning)).toMatch(/^It .+\.$/);
  });

  it('all that a `*` takes in, in one order', () => {
    const all = powersOf([ruleOf({ verbs: ['*'], resources: ['*'], apiGroups: ['*'] })]).warnings;
    expect(all).toEqual([
      ...['wildcard', 'exec', 'secrets', 'service-account-tokens', 'rbac-writes', 'bind', 'escalate'],
      'impersonate',
    ]);
  });

  it('nothing where it reads and changes workloads', () => {
    const workloads = ruleOf({ verbs: ['get', 'create'], resources: ['pods', 'pods/log', 'configmaps'] });
    const exec = ruleOf({ verbs: ['get'], resources: ['pods/exec'], apiGroups: ['example.com'] });
    expect(powersOf([workloads, exec]).warnings).toEqual([]);
  });
});

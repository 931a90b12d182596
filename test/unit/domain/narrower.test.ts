import { describe, expect, it } from 'vitest';
import { curatedRoles } from '../../../infra/cluster/curated-roles.ts';
import { isNarrowerOrEqual } from '../../../shared/domain/narrower.ts';
import { ruleOf } from '../../support/policy-rules.ts';

const pods = ruleOf({ verbs: ['get'], resources: ['pods'] });

describe('a role is narrower', () => {
  it.each([
    ['that allows the same', [pods], [pods]],
    ['that allows nothing', [], [pods]],
    [
      'whose rule two of the other’s cover together',
      [{ ...pods, verbs: ['get', 'list'] }],
      [pods, { ...pods, verbs: ['list'] }],
    ],
    ['beside `*` verbs', [pods], [{ ...pods, verbs: ['*'] }]],
    ['beside `*` groups', [pods], [{ ...pods, apiGroups: ['*'] }]],
    [
      'beside `*` resources, subresources included',
      [{ ...pods, resources: ['pods/log'] }],
      [{ ...pods, resources: ['*'] }],
    ],
    ['beside `*/log`', [{ ...pods, resources: ['pods/log'] }], [{ ...pods, resources: ['*/log'] }]],
    ['that names objects', [{ ...pods, resourceNames: ['web'] }], [pods]],
    [
      'that names fewer objects',
      [{ ...pods, resourceNames: ['web'] }],
      [{ ...pods, resourceNames: ['api', 'web'] }],
    ],
  ])('%s', (_, lesser, wider) => {
    expect(isNarrowerOrEqual(lesser, wider)).toBe(true);
  });
});

describe('a role is not narrower', () => {
  it.each([
    ['with another verb', [{ ...pods, verbs: ['get', 'delete'] }], [pods]],
    ['with another group', [{ ...pods, apiGroups: ['apps'] }], [pods]],
    ['with a subresource of what the other has', [{ ...pods, resources: ['pods/exec'] }], [pods]],
    ['with the whole of what the other has a subresource of', [pods], [{ ...pods, resources: ['pods/log'] }]],
    [
      'with `*` where the other lists',
      [{ ...pods, verbs: ['*'] }],
      [{ ...pods, verbs: ['get', 'list', 'watch'] }],
    ],
    [
      'with `*` resources beside `*/log`',
      [{ ...pods, resources: ['*'] }],
      [{ ...pods, resources: ['*/log'] }],
    ],
    ['with all objects where the other names some', [pods], [{ ...pods, resourceNames: ['web'] }]],
    [
      'with an object that the other does not name',
      [{ ...pods, resourceNames: ['web'] }],
      [{ ...pods, resourceNames: ['api'] }],
    ],
    [
      'where verb and group come from different rules',
      [pods],
      [
        { ...pods, apiGroups: ['apps'] },
        { ...pods, verbs: ['list'] },
      ],
    ],
  ])('%s', (_, lesser, wider) => {
    expect(isNarrowerOrEqual(lesser, wider)).toBe(false);
  });
});

it('of the roles that are shipped, each has these below it', () => {
  const rulesOf = (name: string) =>
    (curatedRoles.find(({ metadata }) => metadata.name === `k8s-access:${name}`)?.rules ?? []).map((rule) =>
      ruleOf({ ...rule, resourceNames: [] }),
    );
  const names = ['view', 'edit', 'debug', 'admin', 'cluster-view'];
  const below = names.map((wider) => names.filter((one) => isNarrowerOrEqual(rulesOf(one), rulesOf(wider))));
  expect(below).toEqual([
    ['view'],
    ['view', 'edit'],
    ['view', 'debug'],
    ['view', 'edit', 'debug', 'admin'],
    ['cluster-view'],
  ]);
});

import { expect, it } from 'vitest';
import { brokerEntries } from '../../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../../infra/cluster/cluster-manifest.ts';
import { curatedRoles } from '../../../infra/cluster/curated-roles.ts';
import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import { nameOfGrant } from '../../../shared/domain/grant.ts';
import { usernamePrefix } from '../../../shared/domain/identity-source.ts';

const { estate } = loadAccessConfig('access.yaml');
const clusters = [...estate.clusters.values()];
const roles = [...estate.roles.values()];

it('every role of the example estate is a curated one', () => {
  const names = curatedRoles.map(({ metadata }) => metadata.name);
  expect(names.toSorted()).toEqual(roles.map(({ grant }) => nameOfGrant(grant)).toSorted());
});

it('no curated role takes in what it does not name', () => {
  for (const { apiGroups, resources, verbs } of curatedRoles.flatMap((role) => role.rules)) {
    expect([...apiGroups, ...resources, ...verbs]).not.toContain('*');
  }
});

it('no curated role lets its holder leave access behind', () => {
  const writes = ['create', 'update', 'patch', 'delete', 'deletecollection'];
  for (const { apiGroups, resources, verbs } of curatedRoles.flatMap((role) => role.rules)) {
    const writing = verbs.some((verb) => writes.includes(verb));
    expect(verbs).not.toEqual(expect.arrayContaining(['impersonate']));
    expect(verbs.some((verb) => ['bind', 'escalate'].includes(verb))).toBe(false);
    if (resources.includes('secrets')) expect(verbs).not.toContain('create');
    if (!writing) continue;
    expect(resources.filter((resource) => resource.startsWith('serviceaccounts'))).toEqual([]);
    expect(apiGroups).not.toContain('rbac.authorization.k8s.io');
  }
});

it('the granter and the revoker are bound in the managed namespaces and nowhere else', () => {
  for (const cluster of clusters) {
    const manifest = clusterManifest(cluster, roles);
    const wide = manifest.flatMap((object) =>
      object.kind === 'ClusterRoleBinding' ? [object.subjects] : [],
    );
    expect(wide.flat().map(({ name }) => name)).toEqual(['k8s-access:witnesses']);
    const bound = manifest.flatMap((object) =>
      object.kind === 'RoleBinding' ? [`${object.metadata.namespace} ${object.metadata.name}`] : [],
    );
    expect(bound.toSorted()).toEqual(
      cluster.namespaces
        .flatMap((namespace) => [`${namespace} k8s-access:granters`, `${namespace} k8s-access:revokers`])
        .toSorted(),
    );
  }
});

it('the granter can bind the roles of namespaces only, and none where there is none', () => {
  const bindable = (some: typeof roles) =>
    clusters.flatMap((cluster) =>
      clusterManifest(cluster, some).flatMap((object) =>
        object.kind === 'ClusterRole'
          ? object.rules
              .filter(({ verbs }) => verbs.includes('bind'))
              .map(({ resourceNames }) => resourceNames)
          : [],
      ),
    );
  const names = ['admin', 'debug', 'edit', 'view'].map((name) => `k8s-access:${name}`);
  expect(bindable(roles)).toEqual(clusters.map(() => names));
  expect(bindable([])).toEqual([]);
});

it("no broker's username can be a person's", () => {
  for (const { username } of clusters.flatMap(brokerEntries)) {
    expect(username.startsWith(usernamePrefix)).toBe(false);
  }
});

import { expect, it } from 'vitest';
import { brokerEntries } from '../../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../../infra/cluster/cluster-manifest.ts';
import { curatedRoles } from '../../../infra/cluster/curated-roles.ts';
import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import { rolesGivenIn } from '../../../shared/domain/askable.ts';
import type { Role } from '../../../shared/domain/estate.ts';
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
    const manifest = clusterManifest(cluster, rolesGivenIn(estate, cluster));
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

const bindable = (some: readonly Role[]) =>
  clusters.map((cluster) =>
    clusterManifest(cluster, some).flatMap((object) =>
      object.kind === 'ClusterRole'
        ? object.rules
            .filter(({ verbs }) => verbs.includes('bind'))
            .map(({ resourceNames }) => `${object.metadata.name} ${resourceNames}`)
        : [],
    ),
  );
const inNamespaces = 'k8s-access:granter k8s-access:admin,k8s-access:debug,k8s-access:edit,k8s-access:view';

it('the granter can bind the roles of namespaces only, and none where there is none', () => {
  const given = clusters.map((cluster) => rolesGivenIn(estate, cluster));
  expect(given.map((some) => bindable(some)[0])).toEqual(clusters.map(() => [inNamespaces]));
  expect(bindable([])).toEqual(clusters.map(() => []));
});

it('where a rule names a cluster-wide role, the granter can bind that one in the whole cluster', () => {
  expect(bindable(roles)).toEqual(
    clusters.map(() => [inNamespaces, 'k8s-access:cluster-granter k8s-access:cluster-view']),
  );
});

it("no broker's username can be a person's", () => {
  for (const { username } of clusters.flatMap((cluster) => brokerEntries(cluster))) {
    expect(username.startsWith(usernamePrefix)).toBe(false);
  }
});

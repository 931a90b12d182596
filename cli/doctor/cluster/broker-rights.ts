import type { BrokerEntry } from '../../../infra/cluster/broker-entries.ts';
import type { KubernetesObject, RbacRule } from '../../../infra/cluster/kubernetes-object.ts';
import type { PolicyRule } from '../../../shared/domain/evidence.ts';
import { type Extent, type Namespace, wholeCluster } from '../../../shared/domain/scope.ts';

/** Rights in one place, each rule with one verb on one thing. */
export interface RightsIn {
  readonly extent: Extent;
  readonly rules: readonly PolicyRule[];
}

/** What the manifest gives a broker, right by right. */
export function neededRights(
  { groups }: BrokerEntry,
  manifest: readonly KubernetesObject[],
): readonly RightsIn[] {
  const rulesOf = (role: string) =>
    manifest.flatMap((object) =>
      object.kind === 'ClusterRole' && object.metadata.name === role ? object.rules.flatMap(singled) : [],
    );
  return manifest.flatMap((object) => {
    if (object.kind === 'ClusterRole' || !object.subjects.some(({ name }) => groups.includes(name)))
      return [];
    const extent = object.kind === 'RoleBinding' ? (object.metadata.namespace as Namespace) : wholeCluster;
    return [{ extent, rules: rulesOf(object.roleRef.name) }];
  });
}

/** What no broker may do in the places, but for what the manifest gives it. */
export function excessRights(needed: readonly RightsIn[], extents: readonly Extent[]): readonly RightsIn[] {
  return extents.map((extent) => {
    const given = needed
      .filter((rights) => rights.extent === extent || rights.extent === wholeCluster)
      .flatMap(({ rules }) => rules.map((rule) => JSON.stringify(rule)));
    return {
      extent,
      rules: forbidden.flatMap(singled).filter((rule) => !given.includes(JSON.stringify(rule))),
    };
  });
}

const rbac = 'rbac.authorization.k8s.io';

/** What would let a broker read what it need not, or become more than it is. */
const forbidden: readonly RbacRule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'create'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'create'] },
  { apiGroups: [''], resources: ['pods/exec', 'serviceaccounts/token'], verbs: ['create'] },
  { apiGroups: [''], resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
  {
    apiGroups: [rbac],
    resources: ['clusterrolebindings', 'rolebindings'],
    verbs: ['create', 'patch', 'delete'],
  },
  { apiGroups: [rbac], resources: ['clusterroles', 'roles'], verbs: ['create', 'escalate'] },
  { apiGroups: [rbac], resources: ['clusterroles'], verbs: ['bind'], resourceNames: ['cluster-admin'] },
];

function singled({ verbs, apiGroups, resources, resourceNames }: RbacRule): readonly PolicyRule[] {
  const names = resourceNames?.map((name) => [name]) ?? [[]];
  return verbs.flatMap((verb) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        names.map((name) => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          resourceNames: name,
        })),
      ),
    ),
  );
}

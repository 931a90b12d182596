import { type ClusterRole, clusterRole, rbacGroup } from './kubernetes-object.ts';

/**
 * Lets Kyverno's clean-up controller remove bindings whose `cleanup.kyverno.io/ttl` has passed: a second remover that
 * needs nothing of ours. Kyverno gathers ClusterRoles with this label.
 * https://kyverno.io/docs/guides/ttl-cleanup/
 */
export function kyvernoCleanupRole(): ClusterRole {
  const made = clusterRole('k8s-access:kyverno-cleanup', [
    {
      apiGroups: [rbacGroup],
      resources: ['rolebindings', 'clusterrolebindings'],
      verbs: ['get', 'list', 'watch', 'delete'],
    },
  ]);
  const aggregated = { ...made.metadata.labels, 'rbac.kyverno.io/aggregate-to-cleanup-controller': 'true' };
  return { ...made, metadata: { ...made.metadata, labels: aggregated } };
}

import { randomUUID } from 'node:crypto';
import type { ClusterState } from './call.ts';
import { type Fields, type StoredObject, timestamp } from './object.ts';
import { apiVersionOf, type ResourceType, resourceTypes, serviceAccounts } from './resources.ts';

/** A namespace that a cluster cannot be without, so that the real server refuses to delete it. */
export const protectedNamespaces = ['default', 'kube-system', 'kube-public'];

/** A new object with everything the server itself gives; the resource version comes with storing. */
export function newObject(
  now: number,
  resource: ResourceType,
  namespace: string,
  fields: Fields & { readonly metadata: Fields & { readonly name: string } },
): StoredObject {
  return {
    ...fields,
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    metadata: {
      ...fields.metadata,
      ...(namespace === '' ? {} : { namespace }),
      uid: randomUUID(),
      resourceVersion: '',
      creationTimestamp: timestamp(now),
    },
  };
}

/** Every namespace has the service account `default`; the real cluster's controller makes it a moment later. */
export function namespaceCreated(cluster: Pick<ClusterState, 'objects' | 'now'>, namespace: string): void {
  if (cluster.objects.get(serviceAccounts, namespace, 'default') !== undefined) return;
  const account = newObject(cluster.now(), serviceAccounts, namespace, { metadata: { name: 'default' } });
  cluster.objects.put(serviceAccounts, account);
}

/** Removes everything that is in a namespace. */
export function emptyNamespace({ objects }: Pick<ClusterState, 'objects'>, namespace: string): void {
  for (const resource of resourceTypes.filter((type) => type.namespaced)) {
    for (const object of objects.list(resource, namespace)) objects.remove(resource, object);
  }
}

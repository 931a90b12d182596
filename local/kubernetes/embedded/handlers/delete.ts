import * as z from 'zod';
import { type Call, ok, type Reply } from '../call.ts';
import { emptyNamespace, protectedNamespaces } from '../namespaces.ts';
import { type StoredObject, timestamp, withoutNulls } from '../object.ts';
import { aggregateClusterRoles } from '../rbac/aggregate.ts';
import { clusterRoles, namespaces, pods } from '../resources.ts';
import { badRequest, conflict, deleted, forbidden, notFound } from '../status.ts';
import { isDryRun } from './incoming.ts';
import { selectedObjects } from './read.ts';

const deleteOptions = z.looseObject({
  preconditions: z
    .looseObject({ uid: z.string().exactOptional(), resourceVersion: z.string().exactOptional() })
    .default({}),
});

/** DELETE of a named object. */
export function remove(call: Call): Reply {
  const { cluster, resource, info } = call;
  const object = cluster.objects.get(resource, info.namespace, info.name);
  if (object === undefined) throw notFound(resource, info.name);
  checkPreconditions(call, object);
  if (resource === namespaces && protectedNamespaces.includes(info.name)) {
    throw forbidden(resource, info.name, 'this namespace may not be deleted');
  }
  if (isDryRun(call)) return answer(call, object);
  return answer(call, removeOrMark(call, object));
}

/** DELETE of a collection: everything that the selectors select. */
export function removeCollection(call: Call): Reply {
  const selected = selectedObjects(call);
  if (!isDryRun(call)) for (const object of selected) removeOrMark(call, object);
  return ok({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { kind: call.resource.name },
  });
}

function checkPreconditions(call: Call, object: StoredObject): void {
  const parsed = deleteOptions.safeParse(withoutNulls(call.body ?? {}));
  if (!parsed.success) throw badRequest('the body of a deletion must be DeleteOptions');
  const { preconditions } = parsed.data;
  refuseOther(call, 'UID', preconditions.uid, object.metadata.uid, 'deleted and then recreated');
  refuseOther(
    call,
    'ResourceVersion',
    preconditions.resourceVersion,
    object.metadata.resourceVersion,
    'modified',
  );
}

function refuseOther(call: Call, what: string, wanted: string | undefined, found: string, why: string): void {
  if (wanted === undefined || wanted === found) return;
  const text = `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found})`;
  throw conflict(call.resource, call.info.name, `${text}. The object might have been ${why}`);
}

// Whoever put a finalizer on an object keeps it alive, and a binding goes on granting until it is really gone.
function removeOrMark(call: Call, object: StoredObject): StoredObject {
  const { finalizers = [], deletionTimestamp } = object.metadata;
  if (finalizers.length === 0) return removeObject(call, object);
  if (deletionTimestamp !== undefined) return object;
  const metadata = { ...object.metadata, deletionTimestamp: timestamp(call.cluster.now()) };
  return call.cluster.objects.put(call.resource, { ...object, metadata });
}

/** Removes an object and what goes with it. */
export function removeObject({ cluster, resource }: Call, object: StoredObject): StoredObject {
  if (resource === namespaces) emptyNamespace(cluster, object.metadata.name);
  const removed = cluster.objects.remove(resource, object);
  if (resource === clusterRoles) aggregateClusterRoles(cluster.objects);
  return removed;
}

function answer({ resource, info }: Call, object: StoredObject): Reply {
  if (resource === namespaces) return ok({ ...object, status: { phase: 'Terminating' } });
  const stays = object.metadata.deletionTimestamp !== undefined;
  if (stays || resource === pods) return ok(object);
  return ok(deleted(resource, info.name, object.metadata.uid));
}

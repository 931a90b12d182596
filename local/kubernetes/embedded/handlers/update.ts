import { isDeepStrictEqual } from 'node:util';
import { type Call, ok, type Reply } from '../call.ts';
import { type IncomingObject, type ObjectMeta, type StoredObject, withoutNulls } from '../object.ts';
import { applyPatch } from '../patch/apply-patch.ts';
import { forbiddenAttempt } from '../rbac/attempt.ts';
import { badRequest, conflict, forbidden, invalid, notFound } from '../status.ts';
import { invalidValue } from '../strategies/metadata.ts';
import { strategyOf } from '../strategies/of-resource.ts';
import { createObject } from './create.ts';
import { removeObject } from './delete.ts';
import { isDryRun, readObject, requireNamespace } from './incoming.ts';
import { storeObject } from './store-object.ts';

/** PUT of a named object, or of its `status`. */
export function update(call: Call): Reply {
  const incoming = readObject(call.body, call.resource);
  requireNamespace(call, incoming);
  const before = find(call);
  if (before === undefined) return createByUpdate(call, incoming);
  const { uid } = incoming.metadata;
  if (uid !== undefined && uid !== before.metadata.uid) throw wrongUid(call, uid, before.metadata.uid);
  return ok(replace(call, before, incoming));
}

/** PATCH of a named object, or of its `status`. */
export function patch(call: Call): Reply {
  const before = find(call);
  if (before === undefined) throw notFound(call.resource, call.info.name);
  const patched = applyPatch(call.mediaType, before, call.body);
  const incoming = readObject(withoutNulls(patched), call.resource);
  requireNamespace(call, incoming);
  // Where a PUT under another uid is a conflict, the real server calls the same PATCH invalid (tried with 1.20.2).
  const { uid = before.metadata.uid } = incoming.metadata;
  if (uid !== before.metadata.uid) {
    throw invalid(call.resource, call.info.name, [invalidValue('metadata.uid', uid, 'field is immutable')]);
  }
  return ok(replace(call, before, incoming));
}

const find = ({ cluster, resource, info }: Call) => cluster.objects.get(resource, info.namespace, info.name);

function replace(call: Call, before: StoredObject, incoming: IncomingObject): StoredObject {
  const { resource, info } = call;
  const { name = info.name, resourceVersion = before.metadata.resourceVersion } = incoming.metadata;
  if (name !== info.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  }
  if (resourceVersion !== before.metadata.resourceVersion) {
    const why = 'the object has been modified; please apply your changes to the latest version and try again';
    throw conflict(resource, name, why);
  }
  const after = merged(call, before, incoming);
  if (isDeepStrictEqual(after, before)) return before;
  const stored = storeObject(call, after, before);
  const released = stored.metadata.deletionTimestamp !== undefined && isUnfinalized(stored);
  return released && !isDryRun(call) ? removeObject(call, stored) : stored;
}

const isUnfinalized = ({ metadata }: StoredObject) => (metadata.finalizers ?? []).length === 0;

// A write to `status` changes nothing but the status, and any other write everything but the status.
function merged(call: Call, before: StoredObject, incoming: IncomingObject): StoredObject {
  const { status: statusBefore, ...restBefore } = before;
  if (call.info.subresource === 'status') return withStatus(restBefore, incoming['status']);
  const { status, ...rest } = strategyOf(call.resource).complete(incoming);
  const { apiVersion, kind } = before;
  const object = { ...rest, apiVersion, kind, metadata: keptMetadata(before.metadata, incoming.metadata) };
  return withStatus(object, call.resource.subresources.includes('status') ? statusBefore : status);
}

const withStatus = (object: StoredObject, status: unknown): StoredObject =>
  status === undefined ? object : { ...object, status };

function keptMetadata(before: ObjectMeta, incoming: IncomingObject['metadata']): ObjectMeta {
  const { deletionTimestamp: _, managedFields: __, ...changed } = incoming;
  const { name, namespace, uid, resourceVersion, creationTimestamp, deletionTimestamp } = before;
  return {
    ...changed,
    name,
    uid,
    resourceVersion,
    creationTimestamp,
    ...(namespace === undefined ? {} : { namespace }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
  };
}

// Roles and bindings may be created by PUT, which is why nothing of ours ever uses PUT.
function createByUpdate(call: Call, incoming: IncomingObject): Reply {
  const { resource, info, cluster, user } = call;
  if (!strategyOf(resource).createsOnUpdate) throw notFound(resource, info.name);
  const { uid, name } = incoming.metadata;
  if (uid !== undefined) throw wrongUid(call, uid, '');
  if (name !== undefined && name !== info.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${info.name})`);
  }
  const attributes = { ...info, verb: 'create', resource: resource.name };
  const decision = cluster.authorizer.authorize(user, attributes);
  if (!decision.allowed)
    throw forbidden(resource, info.name, forbiddenAttempt(user, attributes, decision.reason));
  return createObject(call, { ...incoming, metadata: { ...incoming.metadata, name: info.name } });
}

const wrongUid = (call: Call, wanted: string, found: string) =>
  conflict(
    call.resource,
    call.info.name,
    `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${found}`,
  );

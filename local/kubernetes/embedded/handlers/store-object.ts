import type { Call } from '../call.ts';
import { namespaceCreated } from '../namespaces.ts';
import type { StoredObject } from '../object.ts';
import { aggregateClusterRoles } from '../rbac/aggregate.ts';
import { checkBindingWrite, checkRoleWrite, type EscalationContext } from '../rbac/escalation.ts';
import { asBinding, asRole } from '../rbac/types.ts';
import { clusterRoleBindings, clusterRoles, namespaces, roleBindings, roles } from '../resources.ts';
import { invalid } from '../status.ts';
import { validateMetadata } from '../strategies/metadata.ts';
import { strategyOf } from '../strategies/of-resource.ts';
import { isDryRun } from './incoming.ts';

/** Checks an object completely and stores it, unless this is a dry run; answers it as stored. */
export function storeObject(
  call: Call,
  object: StoredObject,
  before: StoredObject | undefined,
): StoredObject {
  checkEscalation(call, object, before);
  const strategy = strategyOf(call.resource);
  const causes = [
    ...validateMetadata(object.metadata, strategy.nameRule),
    ...strategy.validate(object, before),
  ];
  if (causes.length > 0) throw invalid(call.resource, object.metadata.name, causes);
  if (isDryRun(call)) return object;
  const stored = call.cluster.objects.put(call.resource, object);
  afterWrite(call, stored);
  return call.cluster.objects.get(call.resource, call.info.namespace, object.metadata.name) ?? stored;
}

function checkEscalation(call: Call, object: StoredObject, before: StoredObject | undefined): void {
  const { cluster, user, resource, info } = call;
  const context: EscalationContext = {
    user,
    authorizer: cluster.authorizer,
    objects: cluster.objects,
    resource,
    namespace: info.namespace,
  };
  if (resource === roles || resource === clusterRoles) {
    checkRoleWrite(context, asRole(object), before === undefined ? undefined : asRole(before));
  } else if (resource === roleBindings || resource === clusterRoleBindings) {
    checkBindingWrite(context, asBinding(object), before === undefined ? undefined : asBinding(before));
  }
}

/** What other parts of a cluster do when an object has changed. */
export function afterWrite(call: Call, object: StoredObject): void {
  if (call.resource === clusterRoles) aggregateClusterRoles(call.cluster.objects);
  if (call.resource === namespaces) namespaceCreated(call.cluster, object.metadata.name);
}

import { isDeepStrictEqual } from 'node:util';
import { mastersGroup, type User } from '../authn/user.ts';
import type { ObjectStore } from '../object-store.ts';
import { clusterRoles, type ResourceType, roles } from '../resources.ts';
import { forbidden, notFound } from '../status.ts';
import type { Authorizer } from './authorizer.ts';
import { describeRights, missingRights, quoted } from './covers.ts';
import { type Binding, findRole, type PolicyRule, type Role, type RoleRef, rbacGroup } from './types.ts';

export interface EscalationContext {
  readonly user: User;
  readonly authorizer: Authorizer;
  readonly objects: ObjectStore;
  /** The role or binding being written. */
  readonly resource: ResourceType;
  readonly namespace: string;
}

const everything: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** Refuses a role with rights that its writer does not hold, unless they may `escalate` (pkg/registry/rbac/role/policybased). */
export function checkRoleWrite(context: EscalationContext, role: Role, before: Role | undefined): void {
  const { resource } = context;
  const { name } = role.metadata;
  if (mayAlways(context) || isForGarbageCollection(role, before)) return;
  if (holdsVerb(context, 'escalate', resource.name, name)) return;
  refuseMissing(context, name, role.rules ?? []);
  const aggregates = role.aggregationRule ?? before?.aggregationRule;
  if (aggregates !== undefined && missingOf(context, everything).length > 0) {
    throw forbidden(resource, name, 'must have cluster-admin privileges to use the aggregationRule');
  }
}

/** Refuses a binding to a role with rights that its writer does not hold, unless they may `bind` that role. */
export function checkBindingWrite(
  context: EscalationContext,
  binding: Binding,
  before: Binding | undefined,
): void {
  if (mayAlways(context) || isForGarbageCollection(binding, before)) return;
  const { roleRef } = binding;
  if (holdsVerb(context, 'bind', resourceOf(roleRef).name, roleRef.name)) return;
  const role = findRole(context.objects, roleRef, context.namespace);
  if (role === undefined) throw notFound(resourceOf(roleRef), roleRef.name);
  refuseMissing(context, binding.metadata.name, role.rules ?? []);
}

// A write that touches nothing but owners and finalizers is let through, so that objects can be garbage-collected.
function isForGarbageCollection(after: Role | Binding, before: Role | Binding | undefined): boolean {
  if (before === undefined) return false;
  const rest = ({ metadata, ...fields }: Role | Binding) => ({
    ...fields,
    metadata: { ...metadata, ownerReferences: undefined, finalizers: undefined, resourceVersion: undefined },
  });
  return isDeepStrictEqual(rest(after), rest(before));
}

const mayAlways = ({ user }: EscalationContext) => user.groups.includes(mastersGroup);

const resourceOf = (roleRef: RoleRef) => (roleRef.kind === 'ClusterRole' ? clusterRoles : roles);

function holdsVerb(context: EscalationContext, verb: string, resource: string, name: string): boolean {
  const { user, authorizer, namespace } = context;
  const group = rbacGroup;
  return authorizer.authorize(user, {
    isResource: true,
    verb,
    group,
    resource,
    subresource: '',
    namespace,
    name,
  }).allowed;
}

function missingOf({ user, authorizer, namespace }: EscalationContext, rules: readonly PolicyRule[]) {
  return missingRights(authorizer.holdings(user, namespace).rules, rules);
}

function refuseMissing(context: EscalationContext, name: string, rules: readonly PolicyRule[]): void {
  const { user, authorizer, namespace, resource } = context;
  const missing = missingOf(context, rules);
  if (missing.length === 0) return;
  const holdings = authorizer.holdings(user, namespace);
  const attempt = `user "${user.username}" (groups=${quoted(user.groups)}) is attempting to grant RBAC permissions not currently held:`;
  const errors = holdings.errors.length === 0 ? '' : `; resolution errors: [${holdings.errors.join(', ')}]`;
  throw forbidden(resource, name, `${attempt}\n${describeRights(missing).join('\n')}${errors}`);
}

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
  if (mayAlways(context)) return;
  if (holdsVerb(context, 'escalate', resource.name, role.metadata.name)) return;
  const aggregates = role.aggregationRule !== undefined;
  const changesRules = before === undefined || !isDeepStrictEqual(before.rules, role.rules);
  const changesAggregation = !isDeepStrictEqual(before?.aggregationRule, role.aggregationRule);
  if (changesRules) refuseMissing(context, role.metadata.name, role.rules ?? []);
  if (aggregates && changesAggregation) refuseMissing(context, role.metadata.name, everything);
}

/** Refuses a binding to a role with rights that its writer does not hold, unless they may `bind` that role. */
export function checkBindingWrite(context: EscalationContext, binding: Binding): void {
  if (mayAlways(context)) return;
  const { roleRef } = binding;
  if (holdsVerb(context, 'bind', resourceOf(roleRef).name, roleRef.name)) return;
  const role = findRole(context.objects, roleRef, context.namespace);
  if (role === undefined) throw notFound(resourceOf(roleRef), roleRef.name);
  refuseMissing(context, binding.metadata.name, role.rules ?? []);
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

function refuseMissing(context: EscalationContext, name: string, rules: readonly PolicyRule[]): void {
  const { user, authorizer, namespace, resource } = context;
  const holdings = authorizer.holdings(user, namespace);
  const missing = missingRights(holdings.rules, rules);
  if (missing.length === 0) return;
  const attempt = `user "${user.username}" (groups=${quoted(user.groups)}) is attempting to grant RBAC permissions not currently held:`;
  const errors = holdings.errors.length === 0 ? '' : `; resolution errors: [${holdings.errors.join(', ')}]`;
  throw forbidden(resource, name, `${attempt}\n${describeRights(missing).join('\n')}${errors}`);
}

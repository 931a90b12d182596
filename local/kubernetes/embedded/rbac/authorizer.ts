import { mastersGroup, type User } from '../authn/user.ts';
import type { ObjectStore } from '../object-store.ts';
import { type Attributes, ruleAllows, subjectMatches } from './match.ts';
import {
  type Binding,
  findRole,
  listClusterRoleBindings,
  listRoleBindings,
  type PolicyRule,
  type Role,
  rbacGroup,
  type Subject,
} from './types.ts';

export interface Decision {
  readonly allowed: boolean;
  /** The real authorizer's words, or '' where it gives none. */
  readonly reason: string;
}

/** What a user holds in a namespace ('' for cluster-wide only). */
export interface Holdings {
  readonly rules: readonly PolicyRule[];
  /** Why some rules could not be read: bindings to roles that do not exist. */
  readonly errors: readonly string[];
}

export interface Authorizer {
  authorize(user: User, attributes: Attributes): Decision;
  holdings(user: User, namespace: string): Holdings;
}

/** RBAC over the objects of the store (plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation/rule.go). */
export function openAuthorizer(objects: ObjectStore): Authorizer {
  return {
    authorize: (user, attributes) => authorize(objects, user, attributes),
    holdings: (user, namespace) => {
      const grants = [...grantsOf(objects, user, namespace)];
      return {
        rules: grants.flatMap((grant) => grant.role?.rules ?? []),
        errors: grants.filter((grant) => grant.role === undefined).map(missingRole),
      };
    },
  };
}

function authorize(objects: ObjectStore, user: User, attributes: Attributes): Decision {
  if (user.groups.includes(mastersGroup)) return { allowed: true, reason: '' };
  const errors: string[] = [];
  for (const grant of grantsOf(objects, user, attributes.isResource ? attributes.namespace : '')) {
    if (grant.role === undefined) errors.push(missingRole(grant));
    else if (grant.role.rules?.some((rule) => ruleAllows(rule, attributes))) {
      return { allowed: true, reason: `RBAC: allowed by ${describe(grant)}` };
    }
  }
  return { allowed: false, reason: resolutionErrors(errors) };
}

interface Grant {
  readonly binding: Binding;
  readonly namespace: string;
  readonly subject: Subject;
  /** Undefined when the binding refers to a role that does not exist. */
  readonly role: Role | undefined;
}

// ClusterRoleBindings come first, as in the real authorizer, which decides whose name stands in the reason.
function* grantsOf(objects: ObjectStore, user: User, namespace: string): Generator<Grant> {
  const bindings = [
    ...listClusterRoleBindings(objects).map((binding) => ({ binding, namespace: '' })),
    ...(namespace === '' ? [] : listRoleBindings(objects, namespace)).map((binding) => ({
      binding,
      namespace,
    })),
  ];
  for (const { binding, namespace: home } of bindings) {
    const subject = binding.subjects?.find((candidate) => subjectMatches(candidate, user, home));
    if (subject === undefined) continue;
    yield { binding, namespace: home, subject, role: findRole(objects, binding.roleRef, home) };
  }
}

function describe({ binding, namespace, subject }: Grant): string {
  const { name } = binding.metadata;
  const which = namespace === '' ? `ClusterRoleBinding "${name}"` : `RoleBinding "${name}/${namespace}"`;
  const home = subject.kind === 'ServiceAccount' ? `/${subject.namespace ?? namespace}` : '';
  const { roleRef } = binding;
  return `${which} of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${subject.name}${home}"`;
}

function missingRole({ binding }: Grant): string {
  const { kind, name } = binding.roleRef;
  return `${kind.toLowerCase()}.${rbacGroup} "${name}" not found`;
}

function resolutionErrors(errors: readonly string[]): string {
  if (errors.length === 0) return '';
  const distinct = [...new Set(errors)];
  return `RBAC: ${distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`}`;
}

import * as z from 'zod';
import type { ObjectMeta, StoredObject } from '../object.ts';
import type { ObjectStore } from '../object-store.ts';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from '../resources.ts';

export const rbacGroup = 'rbac.authorization.k8s.io';

const strings = z.array(z.string()).readonly();

export const policyRule = z.looseObject({
  verbs: strings.exactOptional(),
  apiGroups: strings.exactOptional(),
  resources: strings.exactOptional(),
  resourceNames: strings.exactOptional(),
  nonResourceURLs: strings.exactOptional(),
});

export const labelSelector = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).exactOptional(),
  matchExpressions: z
    .array(z.looseObject({ key: z.string(), operator: z.string(), values: strings.exactOptional() }))
    .exactOptional(),
});

/** The fields of roles and bindings that the API server decodes; anything of another type is a bad request. */
export const roleFields = z.looseObject({
  rules: z.array(policyRule).readonly().exactOptional(),
  aggregationRule: z
    .looseObject({ clusterRoleSelectors: z.array(labelSelector).exactOptional() })
    .exactOptional(),
});

const subjectFields = z.looseObject({
  kind: z.string().default(''),
  apiGroup: z.string().exactOptional(),
  name: z.string().default(''),
  namespace: z.string().exactOptional(),
});

const roleRefFields = z.looseObject({
  apiGroup: z.string().default(''),
  kind: z.string().default(''),
  name: z.string().default(''),
});

export const bindingFields = z.looseObject({
  subjects: z.array(subjectFields).readonly().exactOptional(),
  roleRef: roleRefFields.prefault({}),
});

export type PolicyRule = Readonly<z.infer<typeof policyRule>>;
export type LabelSelector = Readonly<z.infer<typeof labelSelector>>;
export type Subject = Readonly<z.infer<typeof subjectFields>>;
export type RoleRef = Readonly<z.infer<typeof roleRefFields>>;

export interface Role {
  readonly metadata: ObjectMeta;
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
}

export interface Binding {
  readonly metadata: ObjectMeta;
  readonly subjects?: readonly Subject[];
  readonly roleRef: RoleRef;
}

// What is stored under these four resources passed `roleFields` or `bindingFields` when it was written.
export const asRole = (object: StoredObject): StoredObject & Role => object as StoredObject & Role;
export const asBinding = (object: StoredObject): StoredObject & Binding => object as StoredObject & Binding;

export const listClusterRoles = (objects: ObjectStore) => objects.list(clusterRoles).map(asRole);
export const listClusterRoleBindings = (objects: ObjectStore) =>
  objects.list(clusterRoleBindings).map(asBinding);
export const listRoleBindings = (objects: ObjectStore, namespace: string) =>
  objects.list(roleBindings, namespace).map(asBinding);

/** The role that a binding in `namespace` refers to, where it exists. */
export function findRole(objects: ObjectStore, roleRef: RoleRef, namespace: string): Role | undefined {
  const found =
    roleRef.kind === 'ClusterRole'
      ? objects.get(clusterRoles, '', roleRef.name)
      : objects.get(roles, namespace, roleRef.name);
  return found === undefined ? undefined : asRole(found);
}

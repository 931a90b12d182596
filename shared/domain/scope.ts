import { type Brand, invalid, isNonEmpty, type NonEmpty, type Parsed, valid } from './brand.ts';

export type ClusterName = Brand<string, 'ClusterName'>;
export type Namespace = Brand<string, 'Namespace'>;
/** A role's name in `access.yaml`, not the name of a Kubernetes role. */
export type RoleName = Brand<string, 'RoleName'>;

/** Where and as what: one role in some namespaces of one cluster. Namespaces are sorted and without repetition. */
export interface Scope {
  readonly cluster: ClusterName;
  readonly namespaces: NonEmpty<Namespace>;
  readonly role: RoleName;
}

// EKS: 1 to 100 letters, digits, hyphens and underscores, beginning with a letter or digit.
export const clusterNamePattern = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
// Kubernetes: a DNS-1123 label.
export const namespacePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const roleNamePattern = /^[a-z][a-z0-9-]{0,39}$/;

export function parseClusterName(text: string): Parsed<ClusterName> {
  return clusterNamePattern.test(text)
    ? valid(text as ClusterName)
    : invalid('A cluster name has up to 100 letters, digits, hyphens and underscores.');
}

export function parseNamespace(text: string): Parsed<Namespace> {
  return namespacePattern.test(text)
    ? valid(text as Namespace)
    : invalid('A namespace has up to 63 lower-case letters, digits and hyphens.');
}

export function parseRoleName(text: string): Parsed<RoleName> {
  return roleNamePattern.test(text)
    ? valid(text as RoleName)
    : invalid('A role name has up to 40 lower-case letters, digits and hyphens, and begins with a letter.');
}

/** A scope in its one normal form, or nothing where no namespace is named. */
export function scopeOf(
  cluster: ClusterName,
  namespaces: readonly Namespace[],
  role: RoleName,
): Scope | undefined {
  const sorted = [...new Set(namespaces)].sort();
  return isNonEmpty(sorted) ? { cluster, namespaces: sorted, role } : undefined;
}

/** Whether two scopes, each in its normal form, are one. */
export function sameScope(one: Scope, other: Scope): boolean {
  return (
    one.cluster === other.cluster &&
    one.role === other.role &&
    one.namespaces.join() === other.namespaces.join()
  );
}

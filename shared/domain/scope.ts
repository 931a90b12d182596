import { type Brand, invalid, isNonEmpty, type NonEmpty, type Parsed, valid } from './brand.ts';

export type ClusterName = Brand<string, 'ClusterName'>;
export type Namespace = Brand<string, 'Namespace'>;
/** A role's name in `access.yaml`, not the name of a Kubernetes role. */
export type RoleName = Brand<string, 'RoleName'>;

/** Stands where a namespace would: the whole cluster, with every namespace and the objects outside of any. */
export const wholeCluster = '*';
export type WholeCluster = typeof wholeCluster;

/** How far something reaches: a namespace, or the whole cluster. */
export type Extent = Namespace | WholeCluster;

/** Where and as what: one role in some namespaces of one cluster, or in the whole of it. */
export interface Scope {
  readonly cluster: ClusterName;
  /** Sorted and without repetition. */
  readonly namespaces: NonEmpty<Namespace> | readonly [WholeCluster];
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

/** Reads a namespace, or the `*` that stands for the whole cluster. */
export function parseExtent(text: string): Parsed<Extent> {
  return text === wholeCluster ? valid(wholeCluster) : parseNamespace(text);
}

export function parseRoleName(text: string): Parsed<RoleName> {
  return roleNamePattern.test(text)
    ? valid(text as RoleName)
    : invalid('A role name has up to 40 lower-case letters, digits and hyphens, and begins with a letter.');
}

/** A scope in its one normal form, or nothing where nothing is named. The whole cluster has every namespace in it. */
export function scopeOf(cluster: ClusterName, extents: readonly Extent[], role: RoleName): Scope | undefined {
  if (extents.includes(wholeCluster)) return { cluster, namespaces: [wholeCluster], role };
  const namespaces = extents.filter(isNamespace);
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

/** The namespaces by name; none of the whole cluster. */
export function namespacesOf({ namespaces }: Pick<Scope, 'namespaces'>): readonly Namespace[] {
  const extents: readonly Extent[] = namespaces;
  return extents.filter(isNamespace);
}

/** How far a role must reach to be given in the scope. */
export function reachOf(scope: Pick<Scope, 'namespaces'>): 'namespace' | 'cluster' {
  return isClusterWide(scope) ? 'cluster' : 'namespace';
}

/** Whether the scope is the whole cluster, and not namespaces of it. */
export function isClusterWide({ namespaces: [first] }: Pick<Scope, 'namespaces'>): boolean {
  return first === wholeCluster;
}

function isNamespace(extent: Extent): extent is Namespace {
  return extent !== wholeCluster;
}

import { isClusterWide, type Scope, wholeCluster } from './scope.ts';

/** Such as `edit in payments, checkout on prod-eu`. Plain text. */
export function scopeInWords({ role, namespaces, cluster }: Scope): string {
  return isClusterWide({ namespaces })
    ? `${role} in the whole of ${cluster}`
    : `${role} in ${namespaces.join(', ')} on ${cluster}`;
}

/** How a menu shows a name, and what a search in it looks at. */
export function nameInMenu(name: string): string {
  return name === wholeCluster ? 'the whole cluster (*)' : name;
}

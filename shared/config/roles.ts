import type { Role } from '../domain/estate.ts';
import { clusterRole, type Grant, nameOfGrant, outlivesWindow } from '../domain/grant.ts';
import { parseRoleName } from '../domain/scope.ts';
import type { Contradiction } from './contradiction.ts';
import type { AccessFile } from './schema.ts';

type RoleInFile = AccessFile['roles'][string];

/** The roles of the file in the domain's types, and what contradicts itself among them. */
export function rolesOf(stated: AccessFile['roles']): {
  readonly roles: ReadonlyMap<Role['name'], Role>;
  readonly contradictions: readonly Contradiction[];
} {
  const read = Object.entries(stated).map(([key, role]) => roleOf(key, role));
  return {
    roles: new Map(read.flatMap(({ role }) => (role === undefined ? [] : [[role.name, role]]))),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
  };
}

interface RoleRead {
  readonly role?: Role;
  readonly contradictions: readonly Contradiction[];
}

function roleOf(key: string, stated: RoleInFile): RoleRead {
  const name = parseRoleName(key);
  if (!name.ok) return { contradictions: [{ path: ['roles', key], problem: name.problem }] };
  const grant = grantOf(stated);
  if (grant === undefined) {
    const problem = 'Say what is behind the role: either clusterRole or accessPolicy.';
    return { contradictions: [{ path: ['roles', key], problem }] };
  }
  const { scope, description } = stated;
  return {
    role: { name: name.value, grant, scope, description },
    contradictions: [
      ...reachContradictions(key, grant, scope),
      ...persistenceContradictions(key, grant, stated),
    ],
  };
}

function grantOf({ clusterRole: name, accessPolicy: arn }: RoleInFile): Grant | undefined {
  if (name !== undefined && arn !== undefined) return undefined;
  if (arn !== undefined) return { kind: 'access-policy', arn };
  return name === undefined ? undefined : clusterRole(name);
}

function reachContradictions(key: string, { kind }: Grant, scope: Role['scope']): readonly Contradiction[] {
  if (kind === 'cluster-role' || scope === 'namespace') return [];
  const problem = 'An access policy is given in namespaces alone. Leave scope out, or name a clusterRole.';
  return [{ path: ['roles', key, 'scope'], problem }];
}

function persistenceContradictions(
  key: string,
  grant: Grant,
  { allowPersistence }: RoleInFile,
): readonly Contradiction[] {
  if (allowPersistence || !outlivesWindow(grant)) return [];
  const name = nameOfGrant(grant);
  if (grant.kind === 'access-policy') {
    const problem = `Whoever holds ${name} can leave access behind that outlives the window. Use another policy or a clusterRole, or say allowPersistence: true.`;
    return [{ path: ['roles', key, 'accessPolicy'], problem }];
  }
  const problem = `Whoever holds the built-in ClusterRole ${name} can leave access behind that outlives the window. Use k8s-access:${name === 'edit' ? 'edit' : 'admin'}, or say allowPersistence: true.`;
  return [{ path: ['roles', key, 'clusterRole'], problem }];
}

import type { Estate, Role } from '../domain/estate.ts';
import type { PolicyRule } from '../domain/evidence.ts';
import { type Instant, secondsAfter } from '../domain/instant.ts';
import type { Target } from '../domain/request.ts';
import type { ClusterName, RoleName } from '../domain/scope.ts';
import { targetIn } from '../domain/target.ts';
import type { Witness } from './cluster-ports.ts';
import { DependencyError, RoleMissingError } from './errors.ts';
import type { Clock, Reporter } from './ports.ts';
import type { RoleQuestion, RoleSeen } from './role-ports.ts';

export interface DescribeRolePorts {
  readonly estate: Estate;
  readonly witness: Pick<Witness, 'rulesOf'>;
  readonly memory: RoleMemory;
  readonly clock: Clock;
  readonly reporter: Reporter;
}

/** What a warm function has read lately, by cluster, reach and ClusterRole. */
export type RoleMemory = Map<
  string,
  { readonly rules: readonly PolicyRule[] | undefined; readonly until: Instant }
>;

/** Seconds. */
const rememberFor = 5 * 60;

/** Reads what is behind each role. A role that `access.yaml` no longer has is missing, too. */
export async function describeRole(
  ports: DescribeRolePorts,
  { cluster, roles }: RoleQuestion,
): Promise<readonly RoleSeen[]> {
  return Promise.all(roles.map((role) => describeOne(ports, cluster, role)));
}

async function describeOne(ports: DescribeRolePorts, name: ClusterName, role: RoleName): Promise<RoleSeen> {
  const cluster = ports.estate.clusters.get(name);
  const known = ports.estate.roles.get(role);
  if (cluster === undefined || known === undefined) return { role, seen: 'missing' };
  const { grant, scope: reach } = known;
  if (grant.kind === 'access-policy') return { role, seen: 'policy', grant };
  try {
    const rules = await remembered(ports, targetIn(cluster, grant), grant.name, reach);
    return rules === undefined ? { role, seen: 'missing' } : { role, seen: 'rules', grant, rules };
  } catch (error) {
    if (!(error instanceof DependencyError)) throw error;
    ports.reporter.failed('read the rules of a role', error);
    return { role, seen: 'unreachable' };
  }
}

async function remembered(
  ports: DescribeRolePorts,
  target: Target,
  clusterRole: string,
  reach: Role['scope'],
): Promise<readonly PolicyRule[] | undefined> {
  const key = `${target.cluster} ${reach} ${clusterRole}`;
  const known = ports.memory.get(key);
  if (known !== undefined && ports.clock() < known.until) return known.rules;
  const rules = await rulesOrNone(ports, target, clusterRole, reach);
  ports.memory.set(key, { rules, until: secondsAfter(ports.clock(), rememberFor) });
  return rules;
}

async function rulesOrNone(
  { witness }: DescribeRolePorts,
  target: Target,
  clusterRole: string,
  reach: Role['scope'],
): Promise<readonly PolicyRule[] | undefined> {
  try {
    return await witness.rulesOf(target, clusterRole, reach);
  } catch (error) {
    if (error instanceof RoleMissingError) return undefined;
    throw error;
  }
}

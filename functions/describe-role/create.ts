import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { parseRoleQuestion } from '../../shared/adapters/lambda/describe-role-call.ts';
import { jsonReporter } from '../../shared/adapters/log/json-reporter.ts';
import { type Environment, readDescribingEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { instantFrom } from '../../shared/domain/instant.ts';
import { describeRole, type RoleMemory } from '../../shared/usecases/describe-role.ts';
import type { RoleSeen } from '../../shared/usecases/role-ports.ts';

/** Tells the `slack` function, which never talks to a cluster, what roles do there; as the witness, who may only ask. */
export function create(environment: Environment, clock: () => number) {
  const { ACCESS_CONFIG_PATH, STAGE } = readDescribingEnvironment(environment);
  const { estate } = loadPreparedConfig(ACCESS_CONFIG_PATH);
  const connections = openClusterConnections(Date.now);
  const memory: RoleMemory = new Map();
  const kept = { estate, memory, reporter: jsonReporter({ function: 'describe-role', stage: STAGE }) };
  return async (event: unknown): Promise<readonly RoleSeen[]> => {
    const question = parseRoleQuestion(event);
    const { witness } = openClusterAccess('describe-role', connections, Date.now);
    return describeRole({ ...kept, witness, clock: () => instantFrom(clock()) }, question);
  };
}

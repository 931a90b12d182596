import { dynamoApproverNotices } from '../../shared/adapters/dynamodb/approver-notices.ts';
import { dynamoLinks } from '../../shared/adapters/dynamodb/links.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { parseTurnInput } from '../../shared/adapters/step-functions/turn.ts';
import { timeUp } from '../../shared/adapters/time-up.ts';
import { type Environment, readEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { advanceApproval } from '../../shared/usecases/advance-approval.ts';
import { takeTurn } from '../take-turn.ts';
import { type Invocation, wireMachineFunction } from '../wiring.ts';
import { wireApprovers } from './approvers.ts';

/** Takes a waiting request one step on, each time the approval machine or a click asks. */
export function create(environment: Environment, clock: () => number) {
  const settings = readEnvironment(environment);
  const config = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const { estate, identities, securityUsergroup } = config;
  const machine = wireMachineFunction('advance-approval', settings, config, clock);
  const wired = {
    ...machine,
    ...{ estate, identities, securityUsergroup },
    ...wireApprovers(settings, config, machine.clock),
    links: dynamoLinks(machine.table),
    approverNotices: dynamoApproverNotices(machine.table),
  };
  const connections = openClusterConnections(Date.now);
  return async (event: unknown, invocation: Invocation) => {
    const input = parseTurnInput(event);
    const messenger = wired.messengerFor(input, invocation);
    const { witness, entries } = openClusterAccess(input.requestId, connections, Date.now);
    return takeTurn(wired, 'approval', input, () =>
      advanceApproval({ ...wired, witness, entries, messenger, timeUp }, input.requestId),
    );
  };
}

import { randomUUID } from 'node:crypto';
import { dynamoLeases } from '../../shared/adapters/dynamodb/leases.ts';
import { dynamoPolicyLeases } from '../../shared/adapters/dynamodb/policy-leases.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { answerOpening, parseTurnInput } from '../../shared/adapters/step-functions/turn.ts';
import { timeUp } from '../../shared/adapters/time-up.ts';
import { type Environment, readEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { openWindow } from '../../shared/usecases/open-window.ts';
import { wireAlarm } from '../alarm.ts';
import { type Invocation, wireMachineFunction } from '../wiring.ts';

/** Opens the window of an approved request; its machine asks it once, and closing follows whatever it does. */
export function create(environment: Environment, clock: () => number) {
  const settings = readEnvironment(environment);
  const config = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const { identities, estate } = config;
  const wired = wireMachineFunction('open-window', settings, config, clock);
  const { alarmMessengerFor, ...alarm } = wireAlarm(settings, config, wired);
  const leases = dynamoLeases(wired.table);
  const policyLeases = dynamoPolicyLeases(wired.table);
  const connections = openClusterConnections(Date.now);
  return async (event: unknown, invocation: Invocation) => {
    const input = parseTurnInput(event);
    const messenger = wired.messengerFor(input, invocation);
    const alarmMessenger = alarmMessengerFor(input, invocation);
    const cluster = openClusterAccess(input.requestId, connections, Date.now);
    const ports = {
      ...{ ...wired, ...alarm, ...cluster, messenger, alarmMessenger, leases, timeUp },
      ...{ identities, estate, policyLeases, newGeneration: randomUUID },
    };
    return answerOpening(input, await openWindow(ports, input.requestId), wired.clock());
  };
}

import { dynamoLeases } from '../../shared/adapters/dynamodb/leases.ts';
import { dynamoPolicyLeases } from '../../shared/adapters/dynamodb/policy-leases.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { parseTurnInput } from '../../shared/adapters/step-functions/turn.ts';
import { type Environment, readEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import { closeWindow } from '../../shared/usecases/close-window.ts';
import { wireAlarm } from '../alarm.ts';
import { takeTurn } from '../take-turn.ts';
import { type Invocation, wireMachineFunction } from '../wiring.ts';

/** Ends a window when its time has come, each time the window machine or an early end asks. It never gives up. */
export function create(environment: Environment, clock: () => number) {
  const settings = readEnvironment(environment);
  const config = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const machine = wireMachineFunction('close-window', settings, config, clock);
  const { alarmMessengerFor, ...alarm } = wireAlarm(settings, config, machine);
  const wired = { ...machine, operators: config.paging?.operators };
  const leases = dynamoLeases(wired.table);
  const policyLeases = dynamoPolicyLeases(wired.table);
  const connections = openClusterConnections(Date.now);
  return async (event: unknown, invocation: Invocation) => {
    const input = parseTurnInput(event);
    const messenger = wired.messengerFor(input, invocation);
    const alarmMessenger = alarmMessengerFor(input, invocation);
    const cluster = openClusterAccess(input.requestId, connections, Date.now);
    const failure = input.failure && { errorName: input.failure.Error };
    return takeTurn(wired, 'window', input, () =>
      closeWindow(
        { ...wired, ...alarm, ...cluster, messenger, alarmMessenger, leases, policyLeases },
        input.requestId,
        failure,
      ),
    );
  };
}

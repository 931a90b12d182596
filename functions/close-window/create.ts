import { dynamoLeases } from '../../shared/adapters/dynamodb/leases.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import {
  answerFailedTurn,
  answerTurn,
  parseTurnInput,
  type TurnInput,
} from '../../shared/adapters/step-functions/turn.ts';
import { type Environment, readEnvironment } from '../../shared/config/environment.ts';
import { closeWindow } from '../../shared/usecases/close-window.ts';
import type { Turn } from '../../shared/usecases/turn.ts';
import { wireMachineFunction } from '../wiring.ts';

/** Ends a window when its time has come, each time the window machine or an early end asks. It never gives up. */
export function create(environment: Environment, clock: () => number) {
  const settings = readEnvironment(environment);
  const wired = wireMachineFunction('close-window', settings, clock);
  const leases = dynamoLeases(wired.table);
  const connections = openClusterConnections(Date.now);

  const close = ({ requestId, failure }: TurnInput): Promise<Turn> => {
    const cluster = openClusterAccess(requestId, connections, Date.now);
    const opening = failure && { errorName: failure.Error };
    return closeWindow({ ...wired, ...cluster, leases }, requestId, opening);
  };

  return async (event: unknown) => {
    const input = parseTurnInput(event);
    try {
      return await answerTurn(input, await close(input), 'window', wired.machines);
    } catch (error) {
      // Answered, not thrown: a turn that failed must count as a turn, or the machine's history would fill unseen.
      wired.reporter.failed('close the window', error);
      return answerFailedTurn(input, wired.clock(), 'window', wired.machines);
    }
  };
}

import { dynamoClusterWatches } from '../../shared/adapters/dynamodb/cluster-watches.ts';
import { dynamoLeases } from '../../shared/adapters/dynamodb/leases.ts';
import { dynamoLinks } from '../../shared/adapters/dynamodb/links.ts';
import { dynamoOpenRequests } from '../../shared/adapters/dynamodb/open-requests.ts';
import { dynamoPolicyLeases } from '../../shared/adapters/dynamodb/policy-leases.ts';
import { dynamoRequestQueries } from '../../shared/adapters/dynamodb/request-queries.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import { openClusterAccess } from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { parseDueDrill } from '../../shared/adapters/lambda/due-drill.ts';
import { lambdaSweeper, parseSweepInput } from '../../shared/adapters/lambda/sweeper.ts';
import { lambdaOpener, lambdaWaker } from '../../shared/adapters/lambda/waker.ts';
import { type Environment, readWakingEnvironment } from '../../shared/config/environment.ts';
import { loadPreparedConfig } from '../../shared/config/prepared-config.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { closeWindow } from '../../shared/usecases/close-window.ts';
import { drillOnSchedule } from '../../shared/usecases/drill-on-schedule.ts';
import { sweep } from '../../shared/usecases/sweep.ts';
import type { SweepReport } from '../../shared/usecases/sweep-ports.ts';
import { wireAlarm } from '../alarm.ts';
import { type Invocation, wireMachineFunction } from '../wiring.ts';
import { wireSlack } from './slack.ts';

/**
 * Compares clusters with the records and mends the difference: every five minutes, and when security asks for it. It also
 * starts the weekly drills.
 */
export function create(environment: Environment, clock: () => number) {
  const settings = readWakingEnvironment(environment);
  const config = loadPreparedConfig(settings.ACCESS_CONFIG_PATH);
  const { estate, identities } = config;
  const machine = wireMachineFunction('sweep', settings, config, clock);
  const { alarmMessengerFor, ...alarm } = wireAlarm(settings, config, machine);
  const leases = dynamoLeases(machine.table);
  const policyLeases = dynamoPolicyLeases(machine.table);
  const connections = openClusterConnections(Date.now);
  const wired = {
    ...{
      ...machine,
      ...alarm,
      ...wireSlack(settings, config),
      estate,
      identities,
      leases,
      policyLeases,
      leaseList: leases,
      policyLeaseList: policyLeases,
    },
    links: dynamoLinks(machine.table),
    queries: dynamoRequestQueries(machine.table),
    breakGlassRules: config.breakGlass,
    openRequests: dynamoOpenRequests(machine.table),
    operators: config.paging?.operators,
    watches: dynamoClusterWatches(machine.table),
    sweeper: lambdaSweeper(settings.SWEEP_FUNCTION),
    waker: lambdaWaker({ approval: settings.APPROVAL_FUNCTION, window: settings.WINDOW_FUNCTION }),
    opener: lambdaOpener(settings.OPENING_FUNCTION),
  };
  return async (event: unknown, invocation: Invocation): Promise<SweepReport | undefined> => {
    const drill = parseDueDrill(event);
    if (drill !== undefined) {
      await drillOnSchedule(wired, drill);
      return undefined;
    }
    const messenger = wired.messengerFor({}, invocation);
    const alarmMessenger = alarmMessengerFor({}, invocation);
    const close = (id: RequestId) => {
      const cluster = openClusterAccess(id, connections, Date.now);
      return closeWindow({ ...wired, ...cluster, messenger, alarmMessenger }, id);
    };
    const clusters = openClusterAccess('sweep', connections, Date.now);
    const timeLeft = () => invocation.getRemainingTimeInMillis();
    return sweep({ ...wired, ...clusters, close, timeLeft }, parseSweepInput(event));
  };
}

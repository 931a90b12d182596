import type { ClusterEvent, ClusterWatch } from '../../../shared/domain/cluster-watch.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { isTerminal } from '../../../shared/domain/request.ts';
import type { ClusterName } from '../../../shared/domain/scope.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { sweep } from '../../../shared/usecases/sweep.ts';
import type { SweepInput, SweepReport } from '../../../shared/usecases/sweep-ports.ts';
import { Gate } from './gate.ts';
import type { World } from './world.ts';

/** What sweeps of a world leave beside its records. */
export class Sweeps {
  readonly watches = new Map<ClusterName, ClusterWatch>();
  readonly events: ClusterEvent[] = [];
  readonly told: Finding[] = [];
  readonly reports: SweepReport[] = [];
  readonly carriedOn: SweepInput[] = [];
  /** Milliseconds that an invocation has. */
  timeLeft = 60_000;
}

/** Sweeps once, through a gate where the test wants to disturb it. */
export function sweepOnce(
  world: World,
  sweeps = new Sweeps(),
  { gate = new Gate(), input = {} }: { readonly gate?: Gate; readonly input?: SweepInput } = {},
): Promise<SweepReport> {
  return sweep(sweepPorts(world, sweeps, gate), input);
}

/** The ports of a sweep, which all go through the gate. */
export function sweepPorts(world: World, sweeps: Sweeps, gate: Gate) {
  const { records } = world;
  const ports = world.ports(gate);
  return {
    ...ports,
    openRequests: {
      all: () =>
        gate.pass('openRequests.all', () => [...records.requests.values()].filter((one) => !isTerminal(one))),
    },
    leaseList: {
      allIn: (cluster: ClusterName) =>
        gate.pass('leaseList.allIn', () =>
          [...records.leases.values()].filter((lease) => lease.cluster === cluster),
        ),
    },
    policyLeaseList: {
      allIn: (cluster: ClusterName) =>
        gate.pass('policyLeaseList.allIn', () =>
          [...records.policyLeases.values()].filter((lease) => lease.cluster === cluster),
        ),
    },
    watches: {
      find: (cluster: ClusterName) => gate.pass('watches.find', () => sweeps.watches.get(cluster)),
      save: ({ watch, events }: { watch: ClusterWatch; events: readonly ClusterEvent[] }) =>
        gate.pass('watches.save', () => {
          const { cluster, version } = watch;
          if ((sweeps.watches.get(cluster)?.version ?? 0) !== version - 1)
            throw new StaleRecordError(cluster);
          sweeps.watches.set(cluster, watch);
          sweeps.events.push(...events);
        }),
    },
    teller: {
      tellFindings: async (findings: readonly Finding[]) => void sweeps.told.push(...findings),
      tellSweeper: async (_: string, report: SweepReport) => void sweeps.reports.push(report),
    },
    close: (id: Parameters<typeof closeWindow>[1]) => closeWindow(ports, id),
    timeLeft: () => sweeps.timeLeft,
    sweeper: { start: async (input: SweepInput) => void sweeps.carriedOn.push(input) },
  };
}

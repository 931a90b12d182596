import { isNonEmpty } from '../domain/brand.ts';
import { type Estate, everyCluster } from '../domain/estate.ts';
import type { ClusterRef } from '../domain/request.ts';
import type { ClusterName } from '../domain/scope.ts';
import { refOf } from '../domain/target.ts';
import { mapBounded } from './map-bounded.ts';
import { type ClusterPart, type SweepClusterPorts, sweepCluster } from './sweep-cluster.ts';
import { type SweepMachinesPorts, sweepMachines } from './sweep-machines.ts';
import { type SweepPeoplePorts, sweepPeople } from './sweep-people.ts';
import type {
  OpenRequest,
  OpenRequests,
  Sweeper,
  SweepInput,
  SweepReport,
  SweepTeller,
} from './sweep-ports.ts';

export interface SweepPorts extends SweepClusterPorts, SweepPeoplePorts, SweepMachinesPorts {
  readonly estate: Estate;
  readonly openRequests: OpenRequests;
  readonly teller: SweepTeller;
  /** Goes on in another invocation. */
  readonly sweeper: Sweeper;
}

/** An unreachable cluster takes a place for as long as it takes to give it up. */
const clustersAtOnce = 32;

/** Milliseconds. With less left, no other cluster is begun. */
const enoughForOne = 15_000;

/**
 * Compares what clusters hold with what the records say, mends the difference, and does what machines have left undone.
 * Two sweeps at once do no harm. What fails is reported, and found again by the next sweep.
 */
export async function sweep(ports: SweepPorts, input: SweepInput): Promise<SweepReport> {
  const open = await ports.openRequests.all();
  const parts = partsOf(ports.estate, open);
  const wanted = input.clusters ?? [...parts.keys()];
  // A Slack that hangs must not take the clusters' time. Neither of them throws anything.
  const others = input.clusters === undefined ? [sweepPeople(ports, open), sweepMachines(ports, open)] : [];
  const left: ClusterName[] = [];
  const swept = await mapBounded(wanted, clustersAtOnce, async (name) => {
    const part = parts.get(name);
    if (part === undefined) return [];
    if (ports.timeLeft() >= enoughForOne) return [await sweepCluster(ports, part)];
    left.push(name);
    return [];
  });
  if (isNonEmpty(left)) await ports.sweeper.start({ ...input, clusters: left });
  const done = swept.flat();
  const report: SweepReport = {
    clusters: done.length,
    unreached: done.filter(({ reached }) => !reached).map(({ cluster }) => cluster),
    requests: open.length,
    findings: done.flatMap(({ findings }) => findings),
    left,
  };
  await tell(ports, report, input);
  await Promise.all(others);
  return report;
}

// Of a cluster that was taken out of `access.yaml` the records of its windows still say where it is.
function partsOf(estate: Estate, open: readonly OpenRequest[]): ReadonlyMap<ClusterName, ClusterPart> {
  const known = everyCluster(estate).map((cluster) => [cluster.name, refOf(cluster)] as const);
  const refs = new Map<ClusterName, ClusterRef>([
    ...open.map(({ target }) => [target.cluster, target] as const),
    ...known,
  ]);
  const idsOf = Map.groupBy(open, ({ target }) => target.cluster);
  return new Map(
    [...refs].map(([name, ref]) => [name, { ref, ids: (idsOf.get(name) ?? []).map(({ id }) => id) }]),
  );
}

async function tell({ teller, reporter }: SweepPorts, report: SweepReport, { by }: SweepInput) {
  const failed = (error: unknown) => reporter.failed('tell what a sweep found', error);
  if (report.findings.length > 0) await teller.tellFindings(report.findings).catch(failed);
  if (by !== undefined) await teller.tellSweeper(by, report).catch(failed);
}

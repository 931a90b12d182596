import { newsOf, type Observation, observe } from '../domain/cluster-watch.ts';
import { dueWork, isLate } from '../domain/due-work.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import { claimsIn } from '../domain/judge-binding.ts';
import type { ClusterRef, Request } from '../domain/request.ts';
import type { ClusterName } from '../domain/scope.ts';
import type { StandingBinding } from '../domain/standing-binding.ts';
import { StaleRecordError } from './errors.ts';
import { mapBounded } from './map-bounded.ts';
import { type MendBindingsPorts, mendBindings, removeStrays } from './mend-bindings.ts';
import type { Machines, Reporter, Waker } from './ports.ts';
import { type SweepEntriesPorts, sweepEntries } from './sweep-entries.ts';
import { type SweepLeasesPorts, sweepLeases } from './sweep-leases.ts';
import { type SweepPoliciesPorts, sweepPolicies } from './sweep-policies.ts';
import type { Close, ClusterWatches } from './sweep-ports.ts';

export interface SweepClusterPorts
  extends MendBindingsPorts,
    SweepLeasesPorts,
    SweepPoliciesPorts,
    SweepEntriesPorts {
  readonly watches: ClusterWatches;
  readonly machines: Machines;
  readonly waker: Waker;
  readonly reporter: Reporter;
  readonly close: Close;
  /** Milliseconds that the invocation still has. */
  readonly timeLeft: () => number;
}

/** A cluster, and the requests in it that are not over. */
export interface ClusterPart {
  readonly ref: ClusterRef;
  readonly ids: readonly RequestId[];
}

export interface ClusterSwept {
  readonly cluster: ClusterName;
  readonly reached: boolean;
  readonly findings: readonly Finding[];
}

const readsAtOnce = 32;
const worksAtOnce = 4;
/** Milliseconds. With less left, nothing is begun that changes a cluster. */
const enoughForOne = 10_000;

/** Sweeps one cluster. It is listed first and each record read after that, never the other way round. */
export async function sweepCluster(
  ports: SweepClusterPorts,
  { ref, ids }: ClusterPart,
): Promise<ClusterSwept> {
  const { cluster } = ref;
  const listedAt = ports.clock();
  const looked = await look(ports, ref);
  const claims = looked.reached ? claimsIn(looked.bindings) : [];
  const records = await readRecords(ports, new Set([...ids, ...claims]));
  const findings: Finding[] = [];
  if (looked.reached) {
    const mended = await mendBindings(ports, { ref, listed: looked.bindings, records, listedAt });
    findings.push(...mended.findings, ...(await watch(ports, cluster, { reached: true, ...mended })));
    await removeStrays(ports, ref, mended.strays);
    findings.push(...(await sweepLeases(ports, ref, records)));
    // After the entries: one that is gone took its policies along, and has ended their windows.
    findings.push(...(await sweepPolicies(ports, ref, records)));
    findings.push(...(await sweepEntries(ports, ref, records)));
  } else {
    findings.push(...(await watch(ports, cluster, looked)));
  }
  // What is over in a cluster that does not answer would only fail too, and take the time of the others.
  const isDue = (request: Request) => looked.reached || dueWork(request, ports.clock()) !== 'close';
  const due = ids.flatMap((id) => records.get(id) ?? []).filter(isDue);
  findings.push(...(await doDueWork(ports, due)));
  return { cluster, reached: looked.reached, findings };
}

type Look =
  | { readonly reached: true; readonly bindings: readonly StandingBinding[] }
  | { readonly reached: false; readonly why: string };

async function look({ bindings, reporter }: SweepClusterPorts, ref: ClusterRef): Promise<Look> {
  try {
    return { reached: true, bindings: await bindings.list(ref) };
  } catch (error) {
    reporter.failed(`look into ${ref.cluster}`, error);
    return { reached: false, why: error instanceof Error ? error.message : 'It did not answer.' };
  }
}

async function readRecords(
  { requests }: SweepClusterPorts,
  ids: ReadonlySet<RequestId>,
): Promise<Map<RequestId, Request>> {
  const found = await mapBounded([...ids], readsAtOnce, (id) => requests.find(id));
  return new Map(found.flatMap((request) => (request === undefined ? [] : [[request.id, request]])));
}

async function watch(
  { watches, reporter, clock, sha256 }: SweepClusterPorts,
  cluster: ClusterName,
  seen: Observation,
): Promise<readonly Finding[]> {
  const before = await watches.find(cluster);
  const watched = observe(before, cluster, seen, { at: clock(), sha256 });
  const { failures = 0, planted = [] } = watched?.watch ?? before ?? {};
  // Counted at each sweep for as long as it stands, so that an alarm made of it stays on.
  if (failures > 1) reporter.alarm('cluster-not-swept', { cluster });
  for (const { where } of planted) reporter.alarm('planted-access', { cluster, where });
  if (watched === undefined) return [];
  try {
    await watches.save(watched);
    return newsOf(watched);
  } catch (error) {
    // Another sweep has seen the same, and tells of it.
    if (error instanceof StaleRecordError) return [];
    throw error;
  }
}

async function doDueWork(
  ports: SweepClusterPorts,
  requests: readonly Request[],
): Promise<readonly Finding[]> {
  const done = await mapBounded(requests, worksAtOnce, async (request): Promise<readonly Finding[]> => {
    const { id } = request;
    if (ports.timeLeft() < enoughForOne) return [];
    const late = isLate(request, ports.clock());
    try {
      await doWork(ports, request);
    } catch (error) {
      ports.reporter.failed(`do what is due for request ${id}`, error);
    }
    if (!late) return [];
    ports.reporter.alarm('window-closed-late', { request: id });
    return [{ kind: 'late', cluster: request.target.cluster, request: id }];
  });
  return done.flat();
}

async function doWork(ports: SweepClusterPorts, request: Request): Promise<void> {
  const { id } = request;
  switch (dueWork(request, ports.clock())) {
    case 'close':
      await ports.close(id);
      return;
    case 'start-window':
      await ports.machines.start('window', id);
      return;
    case 'advance-approval':
      await ports.waker.wake('approval', id);
      return;
    case undefined:
  }
}

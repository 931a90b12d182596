import { needsReview } from '../domain/break-glass.ts';
import type { RequestId } from '../domain/ids.ts';
import { isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { mapBounded } from './map-bounded.ts';
import type { Clock, MachineKind, Machines, Reporter, RequestQueries, Requests } from './ports.ts';
import type { OpenRequest } from './sweep-ports.ts';

export interface SweepMachinesPorts {
  readonly requests: Requests;
  readonly queries: Pick<RequestQueries, 'unreviewed'>;
  readonly machines: Machines;
  readonly reporter: Reporter;
  readonly clock: Clock;
  /** Milliseconds that the invocation still has. */
  readonly timeLeft: () => number;
}

/** Looked at in one sweep; each is two calls of Step Functions, which refills its bucket by some ten a second. */
const machinesPerSweep = 100;
const startsAtOnce = 4;
/** Milliseconds. With less left, no other machine is looked at. */
const enoughForOne = 10_000;

/**
 * Starts a successor for machines that ended before their work was done: stopped by somebody, or with their history full
 * because their function has died at every turn for a day and a half. Throws nothing.
 */
export async function sweepMachines(ports: SweepMachinesPorts, open: readonly OpenRequest[]): Promise<void> {
  const { clock, reporter, timeLeft } = ports;
  try {
    const unreviewed = await ports.queries.unreviewed();
    const ids = [...new Set([...open, ...unreviewed].map(({ id }) => id))].toSorted();
    await mapBounded(turnOf(ids, machinesPerSweep, clock()), startsAtOnce, async (id) => {
      if (timeLeft() < enoughForOne) return;
      await startWhereEnded(ports, id).catch((error: unknown) =>
        reporter.failed(`look after the machine of request ${id}`, error),
      );
    });
  } catch (error) {
    reporter.failed('look after machines', error);
  }
}

async function startWhereEnded({ requests, machines }: SweepMachinesPorts, id: RequestId): Promise<void> {
  const request = await requests.find(id);
  const kind = request && machineOf(request);
  if (kind !== undefined) await machines.start(kind, id);
}

/** The machine that still has work to do for the request. */
function machineOf(request: Request): MachineKind | undefined {
  if (request.status === 'pending') return 'approval';
  const { breakGlass } = request;
  const waits = breakGlass !== undefined && needsReview(breakGlass);
  return isTerminal(request) && !waits ? undefined : 'window';
}

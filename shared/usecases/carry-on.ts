import type { RequestId } from '../domain/ids.ts';
import type { MachineKind, Machines, Opener, Reporter, Waker } from './ports.ts';

export interface CarryOnPorts {
  readonly machines: Machines;
  readonly waker: Waker;
  readonly reporter: Reporter;
}

/**
 * Starts the machine that carries a record on. Where Step Functions does not answer, the approval machine's function
 * is woken instead, which starts what is missing and is repeated by Lambda until it has.
 * @throws what waking failed with, when neither could be reached
 */
export async function startMachine(ports: CarryOnPorts, kind: MachineKind, id: RequestId): Promise<void> {
  try {
    await ports.machines.start(kind, id);
  } catch (error) {
    ports.reporter.failed(`start the ${kind} machine`, error);
    await ports.waker.wake('approval', id);
  }
}

export interface OpenAtOncePorts extends CarryOnPorts {
  readonly opener: Opener;
}

/**
 * Starts the window machine of what must not wait. Where Step Functions does not answer, `open-window` is asked without
 * it, and the approval machine's function to start it, which Lambda repeats twice; after that the sweep starts the
 * machine once it can be started, and closes the window itself until then.
 * @throws what asking failed with, when neither could be reached
 */
export async function openAtOnce(ports: OpenAtOncePorts, id: RequestId): Promise<void> {
  try {
    await ports.machines.start('window', id);
  } catch (error) {
    ports.reporter.failed('start the window machine', error);
    const asked = await Promise.allSettled([ports.opener.open(id), ports.waker.wake('approval', id)]);
    if (asked.some(({ status }) => status === 'fulfilled')) return;
    throw asked.find((one) => one.status === 'rejected')?.reason;
  }
}

/**
 * Has Slack brought up to a record that a click has changed. The click has counted already, so nothing is thrown:
 * where Lambda does not answer, another execution of the approval machine does it.
 */
export async function showSoon(ports: CarryOnPorts, id: RequestId): Promise<void> {
  try {
    await ports.waker.wake('approval', id);
  } catch (error) {
    ports.reporter.failed('wake the approval machine', error);
    await ports.machines
      .startSuccessor('approval', id, 0)
      .catch((failure: unknown) => ports.reporter.failed('start another approval machine', failure));
  }
}

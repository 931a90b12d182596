import type { RequestId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Machines, Reporter, Waker } from './ports.ts';

export interface CloseNowPorts {
  readonly waker: Waker;
  readonly machines: Machines;
  readonly reporter: Reporter;
}

/**
 * Has a window closed at once whose record says so. The window machine would only look at `closesAt`, so where its
 * function cannot be woken, a successor execution is started, which looks now.
 */
export async function closeNow(ports: CloseNowPorts, id: RequestId): Promise<void> {
  try {
    await ports.waker.wake('window', id);
  } catch (error) {
    ports.reporter.failed('wake close-window', error);
    await ports.machines.startSuccessor('window', id, 0);
  }
}

/** Whoever recorded the end may have died before closing began; the next one who asks for it finishes that. */
export async function resumeClosing(ports: CloseNowPorts, id: RequestId, refusal: Refusal): Promise<void> {
  if (refusal.code === 'ending-already' && refusal.status === 'closing') await closeNow(ports, id);
}

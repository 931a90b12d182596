import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import type { Request } from '../domain/request.ts';
import type { Clock, Machines, Reporter, Waker } from './ports.ts';

export interface CloseNowPorts {
  readonly waker: Waker;
  readonly machines: Machines;
  readonly reporter: Reporter;
  readonly clock: Clock;
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

/** Seconds. A closing that stands longer may never have begun; asking sooner would only make two close at once. */
const beginsWithin = 30;

/** Whoever recorded the end may have died before closing began; the next one who asks for it finishes that. */
export async function resumeClosing(ports: CloseNowPorts, request: Request): Promise<void> {
  if (request.status !== 'closing' || ports.clock() < secondsAfter(request.since, beginsWithin)) return;
  await closeNow(ports, request.id);
}

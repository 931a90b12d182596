import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isExtension } from '../domain/extension.ts';
import type { Request } from '../domain/request.ts';
import { type AnnouncePorts, announce } from './announce.ts';
import type { Clock, Requests } from './ports.ts';
import { mustFind, recordChange } from './record-change.ts';
import { type Unsaid, unsaidTogether } from './turn.ts';

export interface KinPorts extends AnnouncePorts {
  readonly requests: Requests;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

/**
 * Announces a record and whatever it changes beside itself: an extension that was applied gives its request's card a
 * new end, and a window that is over takes the extension along that still waits for approval. Answers what
 * could not be said, and throws nothing, like `announce`.
 */
export async function announceWithKin(
  ports: KinPorts,
  request: Request,
  actor: Actor,
): Promise<Unsaid | undefined> {
  const unsaid = await announce(ports, request);
  try {
    const kin = await kinOf(ports, request, actor);
    return unsaidTogether(unsaid, kin && (await announce(ports, kin)));
  } catch (error) {
    ports.reporter.failed('carry on what hangs together with the request', error);
    return unsaidTogether(unsaid, { retryAfter: 0 });
  }
}

async function kinOf(ports: KinPorts, request: Request, actor: Actor): Promise<Request | undefined> {
  if (isExtension(request)) {
    return request.status === 'applied' ? mustFind(ports.requests, request.extends) : undefined;
  }
  const over = request.status === 'closing' || request.status === 'ended';
  return over && request.extension !== undefined
    ? lapsed(ports, await mustFind(ports.requests, request.extension), actor)
    : undefined;
}

// One that is approved already finds the window over by itself, and fails.
async function lapsed(ports: KinPorts, extension: Request, actor: Actor): Promise<Request | undefined> {
  if (extension.status === 'lapsed') return extension;
  if (extension.status !== 'pending') return undefined;
  return recordChange(ports, extension, { type: 'lapse', at: ports.clock(), actor, windowOver: true });
}

import { type Instant, millisecondsOf, secondsAfter } from '../domain/instant.ts';
import type { Request } from '../domain/request.ts';
import { EditUnderWayError, StaleRecordError } from './errors.ts';
import type { Clock, LiveMessage, Messenger, Notices, Posted, Requests, Shown } from './ports.ts';
import { mustFind } from './record-change.ts';

export interface ShowPorts {
  readonly requests: Requests;
  readonly messenger: Messenger;
  readonly notices: Notices;
  readonly clock: Clock;
  /** Waits this many milliseconds of real time. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Seconds between two edits of a message. */
  readonly editSpacing: number;
}

/** Seconds. Longer than an edit can take, retries included: whoever holds a message longer has died. */
const longestEdit = 30;
/** Seconds after an edit that failed, in which a late landing would overwrite the next. */
const afterFailure = 5;
/** Milliseconds. How often a message that is being edited is looked at, and for how long. */
const pollPause = 250;
const longestWait = 3000;

/**
 * Brings a message up to the newest record. One invocation edits at a time, and reads the record when its turn has
 * come: so an older edit never overwrites a newer one, and of many changes at once only the last one waits to be shown.
 * @param request the record that must be shown, or a newer one
 * @throws EditUnderWayError when another one's edit takes too long
 */
export async function showNewest(ports: ShowPorts, request: Request, message: LiveMessage): Promise<void> {
  for (let waited = 0; ; ) {
    const shown = await ports.notices.shown(request.id, message.place);
    if ((shown.version ?? 0) >= request.version) return;
    const left = millisecondsUntil(shown.busyUntil, ports.clock());
    if (left <= 0) {
      if (await edited(ports, request, message, shown)) return;
    } else {
      if (waited >= longestWait) throw new EditUnderWayError(`a message of ${request.id} is being edited`);
      const pause = Math.min(left, pollPause);
      await ports.pause(pause);
      waited += pause;
    }
  }
}

/** Notes what a message shows that was just posted; whoever has edited it since knows better. */
export async function notePosted(
  { notices }: Pick<ShowPorts, 'notices'>,
  { id, version }: Request,
  { place, shows }: Posted,
): Promise<void> {
  try {
    await notices.writeShown(id, place, { writes: 1, version, shows });
  } catch (error) {
    if (!(error instanceof StaleRecordError)) throw error;
  }
}

/** Edits the message, unless somebody else was faster to begin. */
async function edited(
  ports: ShowPorts,
  { id }: Request,
  message: LiveMessage,
  { writes, shows: before }: Shown,
): Promise<boolean> {
  const { notices, clock } = ports;
  try {
    await notices.writeShown(id, message.place, { writes: writes + 1, busyUntil: after(clock, longestEdit) });
  } catch (error) {
    if (error instanceof StaleRecordError) return false;
    throw error;
  }
  const next = await newest(ports, id, message, before).catch(async (error: unknown) => {
    const free = { writes: writes + 2, busyUntil: after(clock, afterFailure) };
    // Left busy, the message is free by itself a little later; what failed first is what matters.
    await notices.writeShown(id, message.place, free).catch(() => undefined);
    throw error;
  });
  const busyUntil = after(clock, next.shows === before ? 0 : ports.editSpacing);
  await notices.writeShown(id, message.place, { writes: writes + 2, ...next, busyUntil });
  return true;
}

async function newest(
  { requests, messenger }: ShowPorts,
  id: Request['id'],
  message: LiveMessage,
  before: Shown['shows'],
) {
  const request = await mustFind(requests, id);
  return { version: request.version, shows: await messenger.update(message, request, before) };
}

function after(clock: Clock, seconds: number): Instant {
  return secondsAfter(clock(), seconds);
}

function millisecondsUntil(moment: Instant | undefined, now: Instant): number {
  return moment === undefined ? 0 : millisecondsOf(moment) - millisecondsOf(now);
}

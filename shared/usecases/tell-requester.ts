import type { Request, StatusWord } from '../domain/request.ts';
import { endsSoon } from '../domain/window.ts';
import type { LiveMessage, Notice, Posted, Told } from './ports.ts';
import { notePosted, type ShowPorts, showNewest } from './show-newest.ts';

const tellable: ReadonlySet<StatusWord> = new Set([
  ...(['active', 'ended', 'applied'] as const),
  ...(['denied', 'lapsed', 'failed'] as const),
]);

/** Tells the requester of a status that they care about, once. */
export async function tellOnce(ports: ShowPorts, request: Request): Promise<void> {
  const { messenger, notices } = ports;
  if (!tellable.has(request.status) || (await notices.wasTold(request.id, request.status))) return;
  await noteTold(ports, request, request.status, await messenger.tellRequester(request), {});
}

/** Warns the holder of an open window that its end is near, once for each end. A late look still warns. */
export async function warnOnce(ports: ShowPorts, request: Request): Promise<void> {
  if (request.status !== 'active' || !endsSoon(request.window, ports.clock())) return;
  const { closesAt } = request.window;
  const told = await ports.notices.wasTold(request.id, 'ending');
  if (told?.closesAt === closesAt) return;
  await noteTold(ports, request, 'ending', await ports.messenger.warnRequester(request), { closesAt });
}

async function noteTold(
  ports: ShowPorts,
  request: Request,
  what: Notice,
  posted: Posted | undefined,
  about: Told,
): Promise<void> {
  const told = posted === undefined ? about : { ...about, place: posted.place };
  await ports.notices.markTold(request.id, what, told);
  if (posted !== undefined) await notePosted(ports, request, posted);
}

const hasButtons: ReadonlySet<StatusWord> = new Set(['active', 'closing', 'ended']);

/** Brings the direct messages that have buttons up to the record, so that a window that is over has none left. */
export async function followTold(ports: ShowPorts, request: Request): Promise<void> {
  if (!hasButtons.has(request.status)) return;
  for (const message of await messagesWithButtons(ports, request)) await showNewest(ports, request, message);
}

async function messagesWithButtons({ notices }: ShowPorts, { id }: Request): Promise<readonly LiveMessage[]> {
  const opening = await notices.wasTold(id, 'active');
  const ending = await notices.wasTold(id, 'ending');
  return [
    ...(opening?.place ? [{ kind: 'opening', place: opening.place } as const] : []),
    ...(ending?.place && ending.closesAt
      ? [{ kind: 'ending', place: ending.place, closesAt: ending.closesAt } as const]
      : []),
  ];
}

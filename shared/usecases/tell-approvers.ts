import { partsOf } from '../domain/approver-source.ts';
import { askingsOf, closingNotesOf, type ThreadNote, threadNotesOf } from '../domain/askings.ts';
import type { RequestId } from '../domain/ids.ts';
import type { InStatus, MessageRef, Request } from '../domain/request.ts';
import { membersOf } from '../domain/roster.ts';
import type { ApproverMessenger, ApproverNotices } from './approver-ports.ts';
import { RateLimitedError } from './errors.ts';
import type { Directory, Reporter } from './ports.ts';
import { readRosters } from './read-rosters.ts';
import { type Unsaid, unsaidTogether } from './turn.ts';

export interface TellApproversPorts {
  readonly approverMessenger: ApproverMessenger;
  readonly approverNotices: ApproverNotices;
  readonly directory: Pick<Directory, 'rostersOf'>;
  readonly reporter: Reporter;
}

/**
 * Says to approvers, beside the card, what the record says, each thing once; and takes the buttons off again when the
 * request is settled. Answers what could not be said; nothing is thrown. After a crash between saying and noting it, it is
 * said twice, which is better than not at all.
 */
export async function tellApprovers(
  ports: TellApproversPorts,
  request: Request,
): Promise<Unsaid | undefined> {
  const unsaid: (Unsaid | undefined)[] = [];
  if (request.status === 'pending') {
    for (const saying of sayingsOf(ports, request)) {
      unsaid.push(await attempt(ports, saying.what, () => sayOnce(ports, request.id, saying)));
    }
  } else {
    for (const { key } of askingsOf(request)) {
      unsaid.push(await attempt(ports, 'settle a direct message', () => settleOnce(ports, request, key)));
    }
    for (const note of closingNotesOf(request)) {
      const saying = noting(ports, request, note);
      unsaid.push(await attempt(ports, saying.what, () => sayOnce(ports, request.id, saying)));
    }
  }
  return unsaidTogether(...unsaid);
}

interface Saying {
  /** In words for the log. */
  readonly what: string;
  readonly key: string;
  readonly say: () => Promise<MessageRef | undefined>;
}

function sayingsOf(ports: TellApproversPorts, request: InStatus<'pending'>): readonly Saying[] {
  const { approverMessenger: messenger } = ports;
  const stranded: Saying = {
    what: 'tell the requester that nobody can approve',
    key: 'stranded',
    say: async () => void (await messenger.tellStranded(request)),
  };
  return [
    ...threadNotesOf(request).map((note) => noting(ports, request, note)),
    ...askingsOf(request).map((asking) => ({
      what: 'ask somebody alone',
      key: asking.key,
      say: () => messenger.ask(request, asking),
    })),
    ...(request.stranded === undefined ? [] : [stranded]),
  ];
}

function noting(ports: TellApproversPorts, request: Request, note: ThreadNote): Saying {
  return {
    what: 'say something under the card',
    key: `thread-${note.kind}`,
    say: async () =>
      void (await ports.approverMessenger.note(request, note, await peopleToNotify(ports, note))),
  };
}

async function sayOnce(
  { approverNotices: notices }: TellApproversPorts,
  id: RequestId,
  { key, say }: Saying,
): Promise<void> {
  if ((await notices.find(id, key)) !== undefined) return;
  const live = await say();
  await notices.write(id, key, live === undefined ? {} : { live });
}

async function settleOnce(
  { approverMessenger: messenger, approverNotices: notices }: TellApproversPorts,
  request: Request,
  key: string,
): Promise<void> {
  const live = (await notices.find(request.id, key))?.live;
  if (live === undefined) return;
  await messenger.settle(request, live);
  await notices.write(request.id, key, {});
}

async function attempt(
  { reporter }: TellApproversPorts,
  what: string,
  act: () => Promise<void>,
): Promise<Unsaid | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    reporter.failed(what, error);
    return { retryAfter: error instanceof RateLimitedError ? error.retryAfter : 0 };
  }
}

/** Nobody reads a line of more names than this. */
const mostNotified = 20;

// A usergroup is mentioned as a whole; a person or a schedule has no mention of its own.
async function peopleToNotify(
  { directory }: TellApproversPorts,
  { sources }: ThreadNote,
): Promise<readonly string[]> {
  const named = sources.filter((source) => partsOf(source).kind !== 'usergroup');
  if (named.length === 0) return [];
  const { rosters } = await readRosters(directory, named);
  return [...membersOf(rosters).keys()].slice(0, mostNotified);
}

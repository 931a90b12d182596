import type { Request, StatusWord } from '../domain/request.ts';
import type { Messenger, Notices, Reporter } from './ports.ts';

export interface AnnouncePorts {
  readonly messenger: Messenger;
  readonly notices: Notices;
  readonly reporter: Reporter;
}

const tellable: ReadonlySet<StatusWord> = new Set([
  ...(['active', 'ended', 'applied'] as const),
  ...(['denied', 'lapsed', 'failed'] as const),
]);

/**
 * Brings Slack up to the record: the card, and one direct message for each status that the requester cares about.
 * Answers whether all was said. A Slack that does not answer never stops access from closing, so nothing is thrown:
 * whoever looks at the record next says what is missing. After a crash between saying and noting it, it is said twice,
 * which is better than not at all.
 */
export async function announce(ports: AnnouncePorts, request: Request): Promise<boolean> {
  const updated = await attempt(ports, 'update the card', () => ports.messenger.updateCard(request));
  const told = await attempt(ports, 'tell the requester', () => tellOnce(ports, request));
  return updated && told;
}

async function tellOnce({ messenger, notices }: AnnouncePorts, request: Request): Promise<void> {
  if (!tellable.has(request.status) || (await notices.wasTold(request.id, request.status))) return;
  await messenger.tellRequester(request);
  await notices.markTold(request.id, request.status);
}

async function attempt(
  { reporter }: AnnouncePorts,
  what: string,
  action: () => Promise<void>,
): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    reporter.failed(what, error);
    return false;
  }
}

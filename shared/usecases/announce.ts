import type { Request } from '../domain/request.ts';
import { RateLimitedError } from './errors.ts';
import type { Reporter } from './ports.ts';
import { type ShowPorts, showNewest } from './show-newest.ts';
import { followTold, tellOnce, warnOnce } from './tell-requester.ts';
import { type Unsaid, unsaidTogether } from './turn.ts';

export interface AnnouncePorts extends ShowPorts {
  readonly reporter: Reporter;
}

/**
 * Brings Slack up to the record: the card, one direct message for each status that the requester cares about and for an
 * end that is near, and the buttons of those messages. Answers what could not be said. A Slack that does not answer
 * never stops access from closing, so nothing is thrown: whoever looks at the record next says what is missing. After a
 * crash between saying and noting it, it is said twice, which is better than not at all.
 */
export async function announce(ports: AnnouncePorts, request: Request): Promise<Unsaid | undefined> {
  const unsaid = [
    await attempt(ports, 'update the card', () => showCard(ports, request)),
    await attempt(ports, 'tell the requester', () => tellOnce(ports, request)),
    await attempt(ports, 'update what the requester was told', () => followTold(ports, request)),
    await attempt(ports, 'warn the requester of the end', () => warnOnce(ports, request)),
  ];
  return unsaidTogether(...unsaid);
}

async function showCard(ports: ShowPorts, request: Request): Promise<void> {
  if (request.card !== undefined) await showNewest(ports, request, { kind: 'card', place: request.card });
}

/** Says something; what fails is reported, and answered as unsaid. */
export async function attempt(
  { reporter }: Pick<AnnouncePorts, 'reporter'>,
  what: string,
  action: () => Promise<void>,
): Promise<Unsaid | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    reporter.failed(what, error);
    return { retryAfter: error instanceof RateLimitedError ? error.retryAfter : 0 };
  }
}

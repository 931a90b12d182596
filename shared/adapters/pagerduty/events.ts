import type { Page, PagedService } from '../../domain/paging.ts';
import { PagingError } from '../../usecases/errors.ts';
import type { PagingChannel, Settling } from '../../usecases/paging-ports.ts';

export interface PagerDutyEventsOptions {
  /** Without a slash at the end. */
  readonly eventsUrl: string;
  /** Routing keys by the services' names. */
  readonly readRoutingKeys: () => Promise<Readonly<Record<string, string>>>;
  /** Waits this many milliseconds of real time. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

const mostTries = 4;
/** Milliseconds for one try, and for all the pauses between: together less than the ten seconds that a page may take. */
const answerWithin = 1500;
const pausesWithin = 3000;
const firstPause = 250;

/** https://developer.pagerduty.com/docs/events-api-v2-overview: at most so many characters. */
const longestSummary = 1024;
const longestKey = 255;

type Event = Readonly<Record<string, unknown>>;

/**
 * Pages through PagerDuty's Events API v2: 202 means queued. What may pass is tried again for some seconds, with the
 * pause that PagerDuty asks for where it asks for a short one. The keys are read when they are first needed.
 */
export function pagerDutyEvents({
  eventsUrl,
  readRoutingKeys,
  pause,
}: PagerDutyEventsOptions): PagingChannel {
  const keyOf = async (service: PagedService) => {
    const keys = await readRoutingKeys().catch((cause: unknown) => {
      throw new PagingError("PagerDuty's routing keys cannot be read", 'not-set-up', { cause });
    });
    const key = Object.entries(keys).find(([name]) => name === service)?.[1];
    if (key !== undefined) return key;
    throw new PagingError(`the secret has no routing key for ${service}`, 'not-set-up');
  };
  const send = async (service: PagedService, event: Event) => {
    const routing_key = await keyOf(service);
    await enqueue(`${eventsUrl}/v2/enqueue`, { routing_key, ...event }, pause);
  };
  return {
    name: 'pagerduty',
    trigger: (service, page) => send(service, triggerOf(page)),
    settle: (service, dedupKey, how: Settling) =>
      send(service, { event_action: how, dedup_key: dedupKey.slice(0, longestKey) }),
  };
}

function triggerOf({ dedupKey, severity, summary, details, link }: Page): Event {
  return {
    event_action: 'trigger',
    dedup_key: dedupKey.slice(0, longestKey),
    client: 'k8s-access',
    ...(link !== undefined && { links: [{ href: link, text: 'Where to look' }] }),
    payload: {
      summary: summary.slice(0, longestSummary),
      severity,
      source: 'k8s-access',
      custom_details: details,
    },
  };
}

async function enqueue(url: string, event: Event, pause: PagerDutyEventsOptions['pause']): Promise<void> {
  for (let tries = 1, paused = 0; ; tries += 1) {
    const answer = await attempt(url, event);
    if (answer === undefined) return;
    const wait = answer.retryAfter ?? firstPause * 2 ** (tries - 1);
    if (answer.final || tries === mostTries || paused + wait > pausesWithin) throw answer.error;
    await pause(wait);
    paused += wait;
  }
}

interface Failure {
  readonly error: PagingError;
  /** Whether it would fail again. */
  readonly final: boolean;
  /** Milliseconds. */
  readonly retryAfter?: number;
}

/** Nothing where PagerDuty took the event. */
async function attempt(url: string, event: Event): Promise<Failure | undefined> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(answerWithin),
    });
  } catch (cause) {
    return { error: new PagingError('PagerDuty did not answer', 'unreachable', { cause }), final: false };
  }
  await answer.body?.cancel();
  return answer.status === 202 ? undefined : failureOf(answer);
}

// https://developer.pagerduty.com/docs/events-api-v2-overview: 400 is an event or a key that will never do.
function failureOf({ status, headers }: Response): Failure {
  const said = `PagerDuty answered with status ${status}`;
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return {
      error: new PagingError(said, 'busy'),
      final: false,
      ...(Number.isFinite(seconds) && seconds >= 0 && { retryAfter: seconds * 1000 }),
    };
  }
  if (status >= 500) return { error: new PagingError(said, 'failing'), final: false };
  return { error: new PagingError(`${said}: check the routing key`, 'refused'), final: true };
}

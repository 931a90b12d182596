import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { type BreakGlassRequest, isPagedEnough } from '../domain/break-glass.ts';
import { pageOf } from '../domain/break-glass-pages.ts';
import type { InStatus, Request } from '../domain/request.ts';
import { type AlarmPorts, postOnce } from './announce-alarm.ts';
import { NotPagedError } from './errors.ts';
import { type InTimePorts, within } from './in-time.ts';
import type { Pager } from './paging-ports.ts';
import type { Requests } from './ports.ts';
import { recordChange } from './record-change.ts';

export interface PageFirstPorts extends AlarmPorts, InTimePorts {
  readonly requests: Requests;
  readonly sha256: Sha256;
  readonly pager: Pager;
}

const actor: Actor = { kind: 'system', name: 'open-window' };

/** Milliseconds. A page with a link is better, and a page is better than a link. */
const timeForTheLink = 1500;

/**
 * Pages people before a break-glass opens, over every channel at once, and records what each said. Repeated after a
 * crash, the page stays one alert.
 * @throws NotPagedError where nobody could be paged in time, so that nothing may open
 */
export async function pageFirst(
  ports: PageFirstPorts,
  request: BreakGlassRequest<InStatus<'approved'>>,
): Promise<InStatus<'approved'>> {
  const paged = request.breakGlass.paged === undefined ? await page(ports, request) : request;
  if (paged.status === 'approved' && paged.breakGlass !== undefined && isPagedEnough(paged.breakGlass))
    return paged;
  throw new NotPagedError(`nobody could be paged for ${request.id}`);
}

async function page(
  ports: PageFirstPorts,
  request: BreakGlassRequest<InStatus<'approved'>>,
): Promise<Request> {
  if (ports.clock() >= request.openBy) throw new NotPagedError(`it is too late to page for ${request.id}`);
  const link = await within(ports, timeForTheLink)('link to the channel', linkToAlarm(ports, request));
  const { pages, drill } = request.breakGlass;
  if (drill === undefined) {
    ports.reporter.alarm('break-glass-used', { request: request.id, cluster: request.target.cluster });
  }
  const sent = await Promise.all(pages.map((service) => ports.pager.page(service, pageOf(request, link))));
  return recordChange(ports, request, {
    type: 'page',
    at: ports.clock(),
    actor,
    outcomes: sent.flat(),
  });
}

async function linkToAlarm(ports: PageFirstPorts, request: BreakGlassRequest): Promise<string | undefined> {
  return ports.alarmMessenger.linkTo(await postOnce(ports, request));
}

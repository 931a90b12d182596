import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { type BreakGlassRequest, isBreakGlass, isLookedAfter } from '../domain/break-glass.ts';
import { type Due, duesBy, nextDue } from '../domain/break-glass-dues.ts';
import { overduePageOf, sendOnPageOf } from '../domain/break-glass-pages.ts';
import { drillOver } from '../domain/drill-report.ts';
import { earlier, type Instant } from '../domain/instant.ts';
import { wasAccepted } from '../domain/paging.ts';
import { isTerminal, type Request } from '../domain/request.ts';
import { attempt } from './announce.ts';
import { type AlarmPorts, announceAlarm } from './announce-alarm.ts';
import { DependencyError } from './errors.ts';
import type { Pager, Settling } from './paging-ports.ts';
import type { Requests } from './ports.ts';
import { recordChange } from './record-change.ts';
import { reportDrill } from './report-drill.ts';
import { type Turn, type Unsaid, unsaidTogether, waitUntil } from './turn.ts';

export interface FollowPorts extends AlarmPorts {
  readonly requests: Requests;
  readonly sha256: Sha256;
  readonly pager: Pager;
}

const actor: Actor = { kind: 'system', name: 'close-window' };

export interface Followed {
  readonly request: Request;
  readonly unsaid: Unsaid | undefined;
}

/**
 * Does what is due about a break-glass that nobody looks after or reviews, lets its alert follow the record, and tells its
 * channel. What fails is reported and answered as unsaid, so that it is tried again and never keeps a window open.
 */
export async function followBreakGlass(ports: FollowPorts, request: Request): Promise<Followed> {
  if (!isBreakGlass(request)) return { request, unsaid: undefined };
  let followed: BreakGlassRequest = request;
  const unsaid = [];
  for (const due of duesBy(request, ports.clock())) {
    const failed = await attempt(ports, `do what is due about a break-glass: ${due}`, async () => {
      followed = await carryOut(ports, followed, due);
    });
    unsaid.push(failed);
  }
  unsaid.push(await attempt(ports, 'settle the page of a break-glass', () => settlePage(ports, followed)));
  unsaid.push(await attempt(ports, 'report a drill', () => reportDrill(ports, followed)));
  unsaid.push(await announceAlarm(ports, followed));
  return { request: followed, unsaid: unsaidTogether(...unsaid) };
}

/** The turn, which also waits for what is due next about a break-glass, for as long as nobody has reviewed it. */
export function untilFollowed(turn: Turn, request: Request): Turn {
  const due = isBreakGlass(request) ? nextDue(request) : undefined;
  if (due === undefined) return turn;
  const wakeAt: Instant = turn.state === 'waiting' ? earlier(turn.wakeAt, due) : due;
  // The machine that waits sees to the rest: no other is needed.
  return { ...waitUntil(wakeAt), resting: isTerminal(request) || request.status === 'active' };
}

// Paged first and recorded afterwards: a page that is sent again stays one alert, and one that was not sent is missed.
async function carryOut(
  ports: FollowPorts,
  request: BreakGlassRequest,
  due: Due,
): Promise<BreakGlassRequest> {
  const at = ports.clock();
  if (due === 'remind-review') return changed(ports, request, { type: 'remind-review', at, actor });
  const to = request.breakGlass.terms.escalateTo ?? request.breakGlass.pages[0];
  const page = due === 'send-on' ? sendOnPageOf(request) : overduePageOf(request);
  const outcomes = await ports.pager.page(to, page);
  if (!wasAccepted(outcomes)) throw new DependencyError(`no channel took the page ${page.dedupKey}`);
  return changed(ports, request, { type: due, at, actor, to, outcomes });
}

async function changed(
  ports: FollowPorts,
  request: BreakGlassRequest,
  change: Parameters<typeof recordChange>[2],
): Promise<BreakGlassRequest> {
  const next = await recordChange(ports, request, change);
  if (!isBreakGlass(next)) throw new Error(`unreachable: ${request.id} is no break-glass any more`);
  return next;
}

// Each once, as far as the record has come; the alerts themselves know no other way back.
async function settlePage(ports: FollowPorts, request: BreakGlassRequest): Promise<void> {
  const { review } = request.breakGlass;
  const over = request.status === 'failed' || review !== undefined || drillOver(request) !== undefined;
  if (over) return settleOnce(ports, request, 'resolve');
  if (isLookedAfter(request)) await settleOnce(ports, request, 'acknowledge');
}

async function settleOnce(
  { pager, approverNotices }: FollowPorts,
  { id, breakGlass }: BreakGlassRequest,
  how: Settling,
): Promise<void> {
  const key = `page-${how}`;
  if (breakGlass.paged === undefined || (await approverNotices.find(id, key)) !== undefined) return;
  const { escalateTo } = breakGlass.terms;
  const sentOn = escalateTo ?? breakGlass.pages[0];
  const alerts = [
    ...breakGlass.pages.map((service) => ({ service, key: id as string })),
    ...(breakGlass.sentOnAt === undefined ? [] : [{ service: sentOn, key: `${id}.sent-on` }]),
    ...(breakGlass.overdueAt === undefined ? [] : [{ service: sentOn, key: `${id}.overdue` }]),
  ];
  const outcomes = await Promise.all(alerts.map(({ service, key: alert }) => pager[how](service, alert)));
  const failed = outcomes.flat().filter(({ accepted }) => !accepted);
  if (failed.length > 0) throw new DependencyError(`not every alert of ${id} could be settled`);
  await approverNotices.write(id, key, {});
}

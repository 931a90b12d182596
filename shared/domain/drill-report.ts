import type { BreakGlass, BreakGlassRequest } from './break-glass.ts';
import { type Instant, millisecondsBetween } from './instant.ts';
import type { ChannelName, PagingOutcome } from './paging.ts';
import type { Abandonment } from './request.ts';

/** How long a step of a drill took, in milliseconds. */
export type DrillTime = { readonly took: number } /** From the command to the record. */ & (
  | { readonly step: 'recorded' }
  /** From the record to the page that a channel accepted. */
  | { readonly step: 'page-accepted'; readonly channel: ChannelName }
  /** From the record to the cluster's yes. */
  | { readonly step: 'opened' }
  /** From the cluster's yes to the end, which is when closing began. */
  | { readonly step: 'closed' }
  /** From the end to the cluster's no. */
  | { readonly step: 'proven-gone' }
);

/** What did not do in a drill what it must do in an emergency. */
export type DrillProblem =
  /** One channel is enough to open, and a channel that does not page is found out here. */
  | { readonly problem: 'not-paged'; readonly outcome: Extract<PagingOutcome, { accepted: false }> }
  | { readonly problem: 'nobody-paged' }
  /** Without a reason where somebody ended it before it was open. */
  | { readonly problem: 'not-opened'; readonly why?: Abandonment['why'] }
  | { readonly problem: 'access-remains' };

export interface DrillReport {
  readonly times: readonly DrillTime[];
  /** None where the drill has passed. */
  readonly problems: readonly DrillProblem[];
}

/** When a drill was over; nothing of what is no drill, or goes on. */
export function drillOver(request: BreakGlassRequest): Instant | undefined {
  if (request.breakGlass.drill === undefined) return undefined;
  if (request.status === 'ended') return request.endedAt;
  return request.status === 'failed' ? request.at : undefined;
}

/** How a drill went, once it is over. */
export function drillReport(request: BreakGlassRequest): DrillReport | undefined {
  return drillOver(request) && { times: timesOf(request), problems: problemsOf(request) };
}

function timesOf(request: BreakGlassRequest): readonly DrillTime[] {
  const { requestedAt, figures, breakGlass } = request;
  const { drill, openedAt } = breakGlass;
  const endToNo = figures?.endToNo;
  return [
    ...(drill === undefined
      ? []
      : [{ step: 'recorded', took: millisecondsBetween(drill.commandAt, requestedAt) } as const]),
    ...outcomesOf(breakGlass).flatMap(({ channel, ...outcome }) =>
      outcome.accepted
        ? [{ step: 'page-accepted', channel, took: millisecondsBetween(requestedAt, outcome.at) } as const]
        : [],
    ),
    ...(openedAt === undefined
      ? []
      : [{ step: 'opened', took: millisecondsBetween(requestedAt, openedAt) } as const]),
    ...(request.status !== 'ended' || openedAt === undefined || endToNo === undefined
      ? []
      : [
          { step: 'closed', took: millisecondsBetween(openedAt, request.endedAt) - endToNo } as const,
          { step: 'proven-gone', took: endToNo } as const,
        ]),
  ];
}

function problemsOf(request: BreakGlassRequest): readonly DrillProblem[] {
  const { breakGlass } = request;
  const unheard = outcomesOf(breakGlass).flatMap((outcome) =>
    outcome.accepted ? [] : [{ problem: 'not-paged', outcome } as const],
  );
  return [
    ...(breakGlass.paged === undefined ? [{ problem: 'nobody-paged' } as const] : unheard),
    ...(breakGlass.openedAt === undefined ? [notOpened(request)] : []),
    ...(request.status === 'ended' && request.evidence.length > 0
      ? [{ problem: 'access-remains' } as const]
      : []),
  ];
}

function notOpened(request: BreakGlassRequest): DrillProblem {
  return { problem: 'not-opened', ...(request.status === 'failed' && { why: request.abandoned.why }) };
}

function outcomesOf({ paged }: BreakGlass): readonly PagingOutcome[] {
  return paged?.outcomes ?? [];
}

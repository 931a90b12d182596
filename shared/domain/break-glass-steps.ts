import type { BreakGlassRequest } from './break-glass.ts';
import { drillOver } from './drill-report.ts';
import type { Instant } from './instant.ts';

/** Something that happened to a break-glass and that its channel hears of, once each. */
export interface Step {
  /** Tells it from the others of the same break-glass. */
  readonly key: string;
  readonly kind: StepKind;
}

export type StepKind =
  | ('paged' | 'opened' | 'failed' | 'taken' | 'sent-on')
  | ('closing' | 'ended' | 'drilled' | 'reminded' | 'overdue' | 'reviewed');

/** What has happened so far, in order. */
export function stepsOf(request: BreakGlassRequest): readonly Step[] {
  const { paged, openedAt, taken, sentOnAt, remindedAt, overdueAt, review } = request.breakGlass;
  const steps = [
    step('paged', paged?.at),
    step('opened', openedAt),
    step('taken', taken?.at),
    step('sent-on', sentOnAt),
    step('failed', request.status === 'failed' ? request.at : undefined),
    step('closing', request.status === 'closing' ? request.since : undefined),
    step('ended', request.status === 'ended' ? request.endedAt : undefined),
    step('drilled', drillOver(request)),
    step('overdue', overdueAt),
    step('reminded', remindedAt, `reminded-${remindedAt}`),
    step('reviewed', review?.at),
  ];
  return steps
    .flat()
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .map(({ key, kind }) => ({ key, kind }));
}

function step(
  kind: StepKind,
  at: Instant | undefined,
  key: string = kind,
): readonly (Step & { readonly at: Instant })[] {
  return at === undefined ? [] : [{ key, kind, at }];
}

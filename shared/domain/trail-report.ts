import type { About, AuditEvent, AuditFact } from './audit-event.ts';
import { type Instant, millisecondsBetween } from './instant.ts';
import { wholeCluster } from './scope.ts';
import { type StandingSeen, standingIn } from './standing-seen.ts';
import type { TrailEvent } from './trail.ts';

/** A window as the trail tells of it. */
export interface ReportedWindow {
  readonly id: string;
  readonly about: About;
  /** None where it was opened before the days that were read. */
  readonly openedAt?: Instant;
  /** None where it was open when they ended. */
  readonly closedAt?: Instant;
  readonly cause?: string;
}

/** An emergency, and what became of its review. */
export interface ReportedEmergency {
  readonly id: string;
  readonly about: About;
  readonly askedAt?: Instant;
  reason?: string;
  reviewedBy?: string;
  verdict?: string;
  text?: string;
}

/** A request that came to nothing. */
export interface ReportedRefusal {
  readonly id: string;
  readonly about: About;
  readonly at: Instant;
  readonly what: 'denied' | 'lapsed' | 'withdrawn' | 'failed';
  readonly by: string;
  readonly why: string;
}

/** What the days say, taken together. It grows with the requests, not with their events. */
export interface TrailReport {
  readonly facts: ReadonlyMap<string, number>;
  readonly windows: ReadonlyMap<string, ReportedWindow>;
  /** How often, by approver and requester. */
  readonly approvals: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly emergencies: ReadonlyMap<string, ReportedEmergency>;
  readonly refusals: readonly ReportedRefusal[];
  readonly standing: readonly StandingSeen[];
  /** Milliseconds from the moment an access was to end to the cluster's no, by why it ended. */
  readonly endToNo: ReadonlyMap<string, readonly number[]>;
}

/** Takes in events one by one. */
export function gatherReport() {
  const facts = new Map<string, number>();
  const windows = new Map<string, ReportedWindow>();
  const approvals = new Map<string, Map<string, number>>();
  const emergencies = new Map<string, ReportedEmergency>();
  const refusals: ReportedRefusal[] = [];
  const standing: StandingSeen[] = [];
  const endToNo = new Map<string, number[]>();

  function takeRequest(event: AuditEvent): void {
    const { requestId: id, about, at, fact } = event;
    if (about.breakGlass === 'emergency') takeEmergency(event);
    switch (fact.type) {
      case 'approved':
        countApproval(event);
        return;
      case 'opened':
        windows.set(id, { id, about, openedAt: at });
        return;
      case 'closed':
        windows.set(id, { ...windows.get(id), id, about, closedAt: at, cause: fact.cause });
        measure(fact.cause, fact.endToNo);
        return;
      case 'denied':
      case 'lapsed':
      case 'withdrawn':
      case 'failed':
        refusals.push({ id, about, at, what: fact.type, by: nameOf(event), why: whyOf(fact) });
    }
  }

  function measure(cause: string, took: number): void {
    const measured = endToNo.get(cause) ?? [];
    measured.push(took);
    endToNo.set(cause, measured);
  }

  function takeEmergency({ requestId: id, about, at, actor, fact }: AuditEvent): void {
    const known = emergencies.get(id) ?? { id, about, ...(fact.type === 'requested' && { askedAt: at }) };
    if (fact.type === 'requested') known.reason = fact.reason;
    if (fact.type === 'reviewed') {
      known.verdict = fact.verdict;
      known.text = fact.text;
      known.reviewedBy = actor.kind === 'person' ? actor.person.email : actor.name;
    }
    emergencies.set(id, known);
  }

  function countApproval(event: AuditEvent): void {
    const of = approvals.get(nameOf(event)) ?? new Map<string, number>();
    const { email } = event.about.requester;
    approvals.set(nameOf(event), of.set(email, (of.get(email) ?? 0) + 1));
  }

  return {
    take(event: TrailEvent): void {
      facts.set(event.fact.type, (facts.get(event.fact.type) ?? 0) + 1);
      standing.push(...standingIn(event));
      if ('requestId' in event) takeRequest(event);
    },
    report: (): TrailReport => ({ facts, windows, approvals, emergencies, refusals, standing, endToNo }),
  };
}

function nameOf({ actor }: AuditEvent): string {
  return actor.kind === 'person' ? actor.person.email : actor.name;
}

function whyOf(fact: Extract<AuditFact, { type: ReportedRefusal['what'] }>): string {
  if (fact.type === 'denied' || fact.type === 'failed') return fact.why;
  if (fact.type === 'withdrawn') return 'taken back by the requester';
  if (fact.loss !== undefined) return 'the requester lost their right';
  return fact.windowOver === true ? 'the window was over' : 'nobody decided in time';
}

/** Milliseconds for which the window was open, up to `until` where nothing says that it ended. */
export function openFor({ openedAt, closedAt }: ReportedWindow, from: Instant, until: Instant): number {
  return Math.max(0, millisecondsBetween(openedAt ?? from, closedAt ?? until));
}

/** How wide an access is: the whole cluster before any number of namespaces. */
export function widthOf({ about }: ReportedWindow): number {
  const extents: readonly string[] = about.namespaces;
  return extents.includes(wholeCluster) ? Number.POSITIVE_INFINITY : extents.length;
}

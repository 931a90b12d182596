import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { isBreakGlass, needsReview } from '../../../shared/domain/break-glass.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Lease } from '../../../shared/domain/lease.ts';
import { underWay } from '../../../shared/domain/open-windows.ts';
import type { PolicyLease } from '../../../shared/domain/policy-lease.ts';
import type { MessageRef, Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import type { ApproverNotice } from '../../../shared/usecases/approver-ports.ts';
import type { Leases } from '../../../shared/usecases/cluster-ports.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import type {
  Notices,
  RequestPairs,
  RequestQueries,
  Requests,
  Shown,
  Told,
} from '../../../shared/usecases/ports.ts';
import type { Gate } from './gate.ts';
import { LinkRecords } from './links.ts';

/** What is durable: requests with their events, leases, and who was told what. */
export class Records {
  readonly requests = new Map<RequestId, Request>();
  readonly events: AuditEvent[] = [];
  readonly leases = new Map<string, Lease>();
  readonly policyLeases = new Map<string, PolicyLease>();
  readonly told = new Map<string, Told>();
  /** What each message shows, by request and place. */
  readonly shown = new Map<string, Shown>();
  readonly approverNotices = new Map<string, ApproverNotice>();
  readonly links = new LinkRecords();

  /** Writes the first version. */
  put({ request, events }: Written): void {
    this.requests.set(request.id, request);
    this.events.push(...events);
  }

  eventsOf(id: RequestId): readonly AuditEvent[] {
    return this.events.filter(({ requestId }) => requestId === id);
  }
}

export function requestsIn(records: Records, gate: Gate): Requests & RequestPairs {
  return {
    find: (id) => gate.pass('requests.find', () => records.requests.get(id)),
    create: (written) =>
      gate.pass('requests.create', () => {
        if (records.requests.has(written.request.id)) return 'exists';
        records.put(written);
        return 'created';
      }),
    save: (written) =>
      gate.pass('requests.save', () => {
        const { id, version } = written.request;
        if (records.requests.get(id)?.version !== version - 1) throw new StaleRecordError(id);
        records.put(written);
      }),
    saveTogether: (...both) =>
      gate.pass('requests.saveTogether', () => {
        for (const { request } of both) {
          const { id, version } = request;
          if ((records.requests.get(id)?.version ?? 0) !== version - 1) throw new StaleRecordError(id);
        }
        for (const written of both) records.put(written);
      }),
  };
}

export function queriesIn(records: Records, gate: Gate): RequestQueries {
  return {
    byRequester: ({ teamId, userId }, limit) =>
      gate.pass('queries.byRequester', () =>
        [...records.requests.values()]
          .filter(
            ({ requester, extends: extended }) =>
              requester.teamId === teamId && requester.userId === userId && extended === undefined,
          )
          .sort((one, other) => other.requestedAt.localeCompare(one.requestedAt))
          .slice(0, limit),
      ),
    underWay: ({ teamId, userId }, since) =>
      gate.pass('queries.underWay', () =>
        [...records.requests.values()].filter(
          ({ requester, status, requestedAt, extends: extended }) =>
            extended === undefined &&
            requester.teamId === teamId &&
            requester.userId === userId &&
            underWay.has(status) &&
            requestedAt >= since,
        ),
      ),
    since: ({ teamId, userId }, since) =>
      gate.pass('queries.since', () =>
        [...records.requests.values()].filter(
          ({ requester, requestedAt, extends: extended }) =>
            extended === undefined &&
            requester.teamId === teamId &&
            requester.userId === userId &&
            requestedAt >= since,
        ),
      ),
    unreviewed: () =>
      gate.pass('queries.unreviewed', () =>
        [...records.requests.values()]
          .filter((request) => isBreakGlass(request))
          .filter(({ breakGlass }) => needsReview(breakGlass)),
      ),
    pending: () =>
      gate.pass('queries.pending', () =>
        [...records.requests.values()]
          .filter((request) => request.status === 'pending')
          .sort((one, other) => one.lapsesAt.localeCompare(other.lapsesAt)),
      ),
    events: (id) => gate.pass('queries.events', () => records.eventsOf(id)),
  };
}

export function leasesIn({ leases }: Records, gate: Gate): Leases {
  const keyOf = (cluster: string, principalArn: string) => `${cluster} ${principalArn}`;
  const mustBeAt = ({ cluster, principalArn, generation }: Lease, version: number) => {
    const key = keyOf(cluster, principalArn);
    const standing = leases.get(key);
    const isAnother = standing !== undefined && standing.generation !== generation;
    if (isAnother || (standing?.version ?? 0) !== version) throw new StaleRecordError(key);
    return key;
  };
  return {
    find: (cluster, arn) => gate.pass('leases.find', () => leases.get(keyOf(cluster, arn))),
    write: (lease) =>
      gate.pass('leases.write', () => void leases.set(mustBeAt(lease, lease.version - 1), lease)),
    remove: (lease) => gate.pass('leases.remove', () => void leases.delete(mustBeAt(lease, lease.version))),
  };
}

export function noticesIn({ told, shown }: Records, gate: Gate): Notices {
  const keyOf = (id: RequestId, { channel, ts }: MessageRef) => `${id} ${channel}/${ts}`;
  return {
    wasTold: (id, what) => gate.pass('notices.wasTold', () => told.get(`${id} ${what}`)),
    markTold: (id, what, about) => gate.pass('notices.markTold', () => void told.set(`${id} ${what}`, about)),
    shown: (id, place) => gate.pass('notices.shown', () => shown.get(keyOf(id, place)) ?? { writes: 0 }),
    writeShown: (id, place, next) =>
      gate.pass('notices.writeShown', () => {
        const key = keyOf(id, place);
        if ((shown.get(key)?.writes ?? 0) !== next.writes - 1) throw new StaleRecordError(key);
        shown.set(key, next);
      }),
  };
}

import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Lease } from '../../../shared/domain/lease.ts';
import { underWay } from '../../../shared/domain/open-windows.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Written } from '../../../shared/domain/transition.ts';
import type { ApproverNotice } from '../../../shared/usecases/approver-ports.ts';
import type { Leases } from '../../../shared/usecases/cluster-ports.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { Notices, RequestQueries, Requests } from '../../../shared/usecases/ports.ts';
import type { Gate } from './gate.ts';

/** What is durable: requests with their events, leases, and who was told what. */
export class Records {
  readonly requests = new Map<RequestId, Request>();
  readonly events: AuditEvent[] = [];
  readonly leases = new Map<string, Lease>();
  readonly told: string[] = [];
  readonly approverNotices = new Map<string, ApproverNotice>();

  /** Writes the first version. */
  put({ request, events }: Written): void {
    this.requests.set(request.id, request);
    this.events.push(...events);
  }

  eventsOf(id: RequestId): readonly AuditEvent[] {
    return this.events.filter(({ requestId }) => requestId === id);
  }
}

export function requestsIn(records: Records, gate: Gate): Requests {
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
  };
}

export function queriesIn(records: Records, gate: Gate): RequestQueries {
  return {
    byRequester: ({ teamId, userId }, limit) =>
      gate.pass('queries.byRequester', () =>
        [...records.requests.values()]
          .filter(({ requester }) => requester.teamId === teamId && requester.userId === userId)
          .sort((one, other) => other.requestedAt.localeCompare(one.requestedAt))
          .slice(0, limit),
      ),
    underWay: ({ teamId, userId }, since) =>
      gate.pass('queries.underWay', () =>
        [...records.requests.values()].filter(
          ({ requester, status, requestedAt }) =>
            requester.teamId === teamId &&
            requester.userId === userId &&
            underWay.has(status) &&
            requestedAt >= since,
        ),
      ),
    events: (id) => gate.pass('queries.events', () => records.eventsOf(id)),
  };
}

export function leasesIn({ leases }: Records, gate: Gate): Leases {
  const keyOf = (cluster: string, principalArn: string) => `${cluster} ${principalArn}`;
  const mustBeAt = ({ cluster, principalArn }: Lease, version: number) => {
    const key = keyOf(cluster, principalArn);
    if ((leases.get(key)?.version ?? 0) !== version) throw new StaleRecordError(key);
    return key;
  };
  return {
    find: (cluster, arn) => gate.pass('leases.find', () => leases.get(keyOf(cluster, arn))),
    write: (lease) =>
      gate.pass('leases.write', () => void leases.set(mustBeAt(lease, lease.version - 1), lease)),
    remove: (lease) => gate.pass('leases.remove', () => void leases.delete(mustBeAt(lease, lease.version))),
  };
}

export function noticesIn({ told }: Records, gate: Gate): Notices {
  return {
    wasTold: (id, status) => gate.pass('notices.wasTold', () => told.includes(`${id} ${status}`)),
    markTold: (id, status) => gate.pass('notices.markTold', () => void told.push(`${id} ${status}`)),
  };
}

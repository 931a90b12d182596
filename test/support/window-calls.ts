import { gzipSync } from 'node:zlib';
import type { ApiCall } from '../../shared/domain/api-call.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { type Instant, secondsAfter } from '../../shared/domain/instant.ts';
import { raise } from '../../shared/domain/transition.ts';
import type { WindowCalls } from '../../shared/usecases/call-ports.ts';
import type { JoinLogPorts } from '../../shared/usecases/join-log.ts';
import { Gate } from './in-memory/gate.ts';
import { noticesIn, Records, requestsIn } from './in-memory/records.ts';
import { alice, asked, bobTheLead, sha256 } from './records.ts';
import { afterChanges, approval, bindingsMade, evidence, type Story } from './stories.ts';

/** What CloudWatch Logs delivers of a cluster's log. */
export function deliveryOf(lines: readonly string[], cluster = 'prod-eu', messageType = 'DATA_MESSAGE') {
  const logEvents = lines.map((message, id) => ({ id: String(id), timestamp: 0, message }));
  const batch = {
    messageType,
    logGroup: `/aws/eks/${cluster}/cluster`,
    logStream: 'kube-apiserver-audit-1',
    logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

/** Alice's edit in payments, open from a moment on. */
export function openedAt(at: Instant): Story {
  const system = { at, actor: { kind: 'system', name: 'open-window' } } as const;
  const approved = afterChanges(
    raise(asked({ at }), sha256),
    { ...system, type: 'route', card: { channel: 'C1', ts: '1.0' } },
    approval(bobTheLead, at, true),
  );
  const { request } = approved;
  return afterChanges(
    approved,
    { ...system, type: 'fix-window' },
    {
      ...{ ...system, type: 'record-made', username: alice.principal.username, groups: [] },
      ...{
        entry: { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: true },
      },
      bindings: bindingsMade(request),
    },
    { ...system, type: 'activate', evidence: evidence(request, true) },
  );
}

/** The story, released and taken away at a moment. */
export function endedAt(story: Story, at: Instant): Story {
  const actor = { kind: 'person', person: alice.person } as const;
  return afterChanges(
    story,
    { type: 'begin-close', cause: 'released', at, actor },
    {
      type: 'end',
      at,
      actor,
      removed: bindingsMade(story.request),
      evidence: evidence(story.request, false),
    },
  );
}

/** What reading audit logs needs, in memory, with what was told and alarmed. */
export function openCallWorld(now: { at: Instant }) {
  const records = new Records();
  const gate = new Gate();
  const told: string[] = [];
  const alarms: Readonly<Record<string, string>>[] = [];
  const ports: JoinLogPorts = {
    requests: requestsIn(records, gate),
    notices: noticesIn(records, gate),
    holders: {
      windowsOf: async (cluster, username) =>
        [...records.requests.values()]
          .filter((one) => one.scope.cluster === cluster && one.principal.username === username)
          .map(({ id }) => id),
    },
    windowCalls: callsInMemory(),
    teller: {
      tellUse: async (_, place, { calls }) => void told.push(`${calls} calls, under ${place.ts}`),
      tellLateCalls: async (_, place, calls) => void told.push(`${calls.length} late, under ${place?.ts}`),
    },
    reporter: { failed: () => undefined, alarm: (name, details) => void alarms.push({ name, ...details }) },
    clock: () => now.at,
    sha256,
  };
  const factsOf = (id: RequestId): readonly AuditEvent['fact'][] =>
    records.eventsOf(id).map(({ fact }) => fact);
  const put = ({ request, events }: Story) => {
    records.requests.set(request.id, request);
    records.events.splice(0, records.events.length, ...events);
  };
  return { ports, told, alarms, factsOf, put, later: (seconds: number) => secondsAfter(now.at, seconds) };
}

function callsInMemory(): WindowCalls {
  const kept = new Map<RequestId, Map<string, readonly ApiCall[]>>();
  const untold = new Map<RequestId, string>();
  return {
    keep: async (id, calls) => {
      const mark = JSON.stringify(calls);
      kept.set(id, (kept.get(id) ?? new Map()).set(mark, calls));
      untold.set(id, mark);
    },
    all: async (id) => [...(kept.get(id) ?? new Map()).values()].flat(),
    untold: async () => [...untold].map(([id, mark]) => ({ id, mark })),
    markTold: async ({ id, mark }) => void (untold.get(id) === mark && untold.delete(id)),
  };
}

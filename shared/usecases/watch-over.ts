import { usergroupSource } from '../domain/approver-source.ts';
import type { Reminded, Shortage } from '../domain/attention.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isNonEmpty, type NonEmpty } from '../domain/brand.ts';
import { stillMissing } from '../domain/may-hand-over.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { membersOf } from '../domain/roster.ts';
import { stagedBy } from '../domain/stages-now.ts';
import { isEscalationDue, isReminderDue } from '../domain/waiting.ts';
import { ableAmong } from './able-people.ts';
import { type RecordPorts, recordChange } from './record-change.ts';
import { type SeeApproversPorts, type Sight, seeApprovers } from './see-approvers.ts';

export interface WatchOverPorts extends SeeApproversPorts, RecordPorts {
  /** Asked where nobody is left who could approve, and the rule names nobody to escalate to. */
  readonly securityUsergroup: UsergroupHandle;
}

const actor: Actor = { kind: 'system', name: 'advance-approval' };

/** Records that nobody decided for so long that others are asked too. Nothing is asked of Slack for that. */
export async function escalateUnanswered(ports: WatchOverPorts, request: Request): Promise<Request> {
  const escalation = stagedBy(request.decision)?.escalation;
  if (escalation === undefined || !isEscalationDue(request, ports.clock())) return request;
  const why = { kind: 'unanswered' } as const;
  return recordChange(ports, request, { type: 'escalate', at: ports.clock(), actor, to: escalation.to, why });
}

/**
 * Sees to it that a request does not wait for nobody. Where the approvers are gone it is escalated at once, and where
 * those are gone too, that is recorded; those who have not answered in time are reminded. Each is recorded once; it is
 * said afterwards.
 * @throws what the directory throws @throws StaleRecordError
 */
export async function watchOver(ports: WatchOverPorts, request: Request): Promise<Request> {
  const sight = await seeApprovers(ports, request);
  if (!isNonEmpty(sight.shortages)) return remind(ports, request, sight);
  if (request.escalated !== undefined) return strand(ports, request, sight.shortages);
  const escalated = await escalateShortage(ports, request, sight, sight.shortages);
  return watchOver(ports, escalated);
}

async function escalateShortage(
  ports: WatchOverPorts,
  request: Request,
  { today }: Sight,
  shortages: NonEmpty<Shortage>,
): Promise<Request> {
  const escalation = stagedBy(today)?.escalation ?? stagedBy(request.decision)?.escalation;
  const to = escalation?.to ?? ([usergroupSource(ports.securityUsergroup)] as const);
  const why = { kind: 'shortage', shortages } as const;
  return recordChange(ports, request, { type: 'escalate', at: ports.clock(), actor, to, why });
}

async function strand(
  ports: WatchOverPorts,
  request: Request,
  shortages: NonEmpty<Shortage>,
): Promise<Request> {
  return request.stranded === undefined
    ? recordChange(ports, request, { type: 'strand', at: ports.clock(), actor, shortages })
    : request;
}

async function remind(ports: WatchOverPorts, request: Request, sight: Sight): Promise<Request> {
  if (!isReminderDue(request, ports.clock()) || sight.unknown.length > 0) return request;
  const reminded = await whomToRemind(ports, request, sight);
  if (reminded.where === 'direct-messages' && reminded.people.length === 0) return request;
  return recordChange(ports, request, { type: 'remind', at: ports.clock(), actor, reminded });
}

/** More people than this are not written to one by one. */
const mostAlone = 20;

async function whomToRemind(
  ports: WatchOverPorts,
  request: Request,
  { today, rosters }: Sight,
): Promise<Reminded> {
  const open = stillMissing(request, today);
  const members = membersOf(rosters.filter(({ source }) => open.includes(source)));
  const answered = new Set([
    request.requester.userId,
    ...request.approvals.map(({ approver }) => approver.person.userId),
    ...request.handOvers.map(({ from }) => from.userId),
  ]);
  const unanswered = [...members.keys()].filter((userId) => !answered.has(userId));
  if (unanswered.length > mostAlone) return { where: 'thread', sources: open };
  const people = await ableAmong(ports, request, unanswered);
  return { where: 'direct-messages', people: people.map(({ person }) => person.userId) };
}

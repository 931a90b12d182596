import type { ApproverSource } from '../domain/approver-source.ts';
import type { Shortage } from '../domain/attention.ts';
import { type Decision, decide } from '../domain/decide.ts';
import type { Estate, Stage } from '../domain/estate.ts';
import type { Votes } from '../domain/may-approve.ts';
import type { Request } from '../domain/request.ts';
import { membersOf } from '../domain/roster.ts';
import { shortagesOf } from '../domain/shortage.ts';
import { stagesNow } from '../domain/stages-now.ts';
import { ableAmong } from './able-people.ts';
import type { IdentifyPorts } from './identify-account.ts';
import type { Clock, Directory } from './ports.ts';
import { type RostersRead, readRosters } from './read-rosters.ts';
import { asRulesSee } from './requester.ts';

export interface SeeApproversPorts extends IdentifyPorts {
  readonly directory: Directory;
  readonly estate: Estate;
  readonly clock: Clock;
}

/** Who could decide on a request now, and which of its stages nobody is left to complete. */
export interface Sight extends RostersRead {
  readonly today: Decision;
  readonly shortages: readonly Shortage[];
}

/** How many accounts are looked at together, and how many in all before the rest is taken on trust. */
const atOnce = 5;
const mostLookedAt = 50;

/**
 * Sees whether the people who are there can still complete the stages. It looks at no more accounts than it needs for
 * that. What cannot be known counts as able: PagerDuty being down is not the same as a schedule being gone.
 * @throws what the directory throws
 */
export async function seeApprovers(ports: SeeApproversPorts, request: Request): Promise<Sight> {
  const requester = await asRulesSee(ports, request.requester);
  const today = decide(ports.estate, { ...request, requester, at: ports.clock() });
  const stages = stagesNow(request, today);
  const read = await readRosters(ports.directory, [...new Set(stages.flatMap(({ approvers }) => approvers))]);
  return { ...read, today, shortages: await shortagesNow(ports, request, stages, read) };
}

async function shortagesNow(
  ports: SeeApproversPorts,
  request: Request,
  stages: readonly Stage[],
  { rosters, unknown }: RostersRead,
): Promise<readonly Shortage[]> {
  const given = request.approvals.map(({ as }) => as);
  const gone = rosters.flatMap(({ source, found }) => (found ? [] : [source]));
  const members = membersOf(rosters);
  const userIds = [...members.keys()];
  const trusted = userIds.slice(mostLookedAt).map((userId) => members.get(userId) ?? []);
  let able: Votes = [...trusted, ...asManyAsNeeded(unknown, stages)];
  let shortages = shortagesOf(stages, { given, able, gone });
  for (let from = 0; from < mostLookedAt && shortages.length > 0; from += atOnce) {
    const next = userIds.slice(from, Math.min(from + atOnce, mostLookedAt));
    if (next.length === 0) break;
    const people = await ableAmong(ports, request, next);
    able = [...able, ...people.map(({ person }) => members.get(person.userId) ?? [])];
    shortages = shortagesOf(stages, { given, able, gone });
  }
  return shortages;
}

function asManyAsNeeded(sources: readonly ApproverSource[], stages: readonly Stage[]): Votes {
  const needed = stages.reduce((sum, { quorum }) => sum + quorum, 0);
  return sources.flatMap((source) => Array.from({ length: needed }, () => [source]));
}

import type { Shortage } from '../domain/attention.ts';
import { isNonEmpty } from '../domain/brand.ts';
import { type Decision, decide } from '../domain/decide.ts';
import type { Estate } from '../domain/estate.ts';
import { shortagesIn } from '../domain/outlook.ts';
import type { Request } from '../domain/request.ts';
import { stagesNow } from '../domain/stages-now.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { lookUpApprovers } from './look-up-approvers.ts';
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

/** Accounts looked at before the rest is taken on trust. */
const mostLookups = 50;

/**
 * Sees whether the people who are there can still complete the stages. It looks at no more accounts than it needs for
 * that. What cannot be known is no shortage: PagerDuty being down is not the same as a schedule being gone.
 * @throws what the directory throws
 */
export async function seeApprovers(ports: SeeApproversPorts, request: Request): Promise<Sight> {
  const requester = await asRulesSee(ports, request.requester);
  const today = decide(ports.estate, { ...request, requester, at: ports.clock() });
  const stages = stagesNow(request, today);
  const read = await readRosters(ports.directory, [...new Set(stages.flatMap(({ approvers }) => approvers))]);
  if (!isNonEmpty(stages)) return { ...read, today, shortages: [] };
  const { requester: person, principal, approvals } = request;
  const outlook = await lookUpApprovers(read, {
    stages,
    soFar: { requester: { person, principal }, approvals },
    lookUp: (userId) => identifyAccount(ports, userId),
    worthNaming: () => 0,
    mostLookups,
  });
  return { ...read, today, shortages: shortagesIn(outlook) };
}

import type { NonEmpty } from '../domain/brand.ts';
import type { Stage } from '../domain/estate.ts';
import type { Outlook } from '../domain/outlook.ts';
import type { Identity } from '../domain/person.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { lookUpApprovers } from './look-up-approvers.ts';
import type { Directory } from './ports.ts';
import { readRosters } from './read-rosters.ts';

export interface WhoCouldApprovePorts extends IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'rostersOf'>;
}

/** How many people beyond the quorum are worth knowing by name. */
const beyondQuorum = 5;
/** Accounts looked up at the most: a group of guests alone is not read to its end while somebody waits. */
const mostLookups = 30;

/**
 * Who could approve if it were asked now, with few questions: each stage's members are looked up until a handful more
 * than its quorum can approve. An account that cannot be looked up counts as not looked up, and PagerDuty being down
 * leaves out its schedules alone.
 */
export async function whoCouldApprove(
  ports: WhoCouldApprovePorts,
  stages: NonEmpty<Stage>,
  requester: Identity,
): Promise<Outlook> {
  const sources = [...new Set(stages.flatMap(({ approvers }) => approvers))];
  return lookUpApprovers(await readRosters(ports.directory, sources), {
    stages,
    soFar: { requester, approvals: [] },
    lookUp: (userId) => identifyAccount(ports, userId).catch(() => undefined),
    worthNaming: ({ quorum }) => quorum + beyondQuorum,
    mostLookups,
  });
}

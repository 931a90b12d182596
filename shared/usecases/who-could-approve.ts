import type { NonEmpty } from '../domain/brand.ts';
import type { Stage } from '../domain/estate.ts';
import type { Identification } from '../domain/identify.ts';
import { candidatesOf, type Outlook, outlookOf } from '../domain/outlook.ts';
import type { Identity } from '../domain/person.ts';
import type { Roster } from '../domain/roster.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
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
 * Who could approve now, with few questions: each stage's members are looked up until a handful more than its quorum
 * can approve. An account that cannot be looked up counts as not looked up, and PagerDuty being down leaves out its
 * schedules alone.
 */
export async function whoCouldApprove(
  ports: WhoCouldApprovePorts,
  stages: NonEmpty<Stage>,
  requester: Identity,
): Promise<Outlook> {
  const sources = [...new Set(stages.flatMap(({ approvers }) => approvers))];
  const { rosters, unknown } = await readRosters(ports.directory, sources);
  const accounts = new Map<string, Identification>();
  const tried = new Set<string>();
  const lookUp = async (userId: string) => {
    tried.add(userId);
    const read = await identifyAccount(ports, userId).catch(() => 'unread' as const);
    if (read !== 'unread') accounts.set(userId, read);
  };
  for (;;) {
    const outlook = outlookOf(stages, requester, { rosters, unknown, accounts });
    const next = nextToLookUp(outlook, requester, rosters, tried).slice(0, mostLookups - tried.size);
    if (next.length === 0) return outlook;
    await Promise.all(next.map(lookUp));
  }
}

function nextToLookUp(
  outlook: Outlook,
  requester: Identity,
  rosters: readonly Roster[],
  tried: ReadonlySet<string>,
): readonly string[] {
  const next = outlook.flatMap(({ stage, approvers }) => {
    const wanted = stage.quorum + beyondQuorum - approvers.length;
    const untried = candidatesOf(stage, requester, rosters).filter((userId) => !tried.has(userId));
    return untried.slice(0, Math.max(0, wanted));
  });
  return [...new Set(next)];
}

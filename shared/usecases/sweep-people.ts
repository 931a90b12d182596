import { type ApproverSource, usergroupSource } from '../domain/approver-source.ts';
import { accountLoss, type IdentityLoss, requirementLoss } from '../domain/identity-loss.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { turnOf } from '../domain/rotation.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { mapBounded } from './map-bounded.ts';
import type { Directory } from './ports.ts';
import { type EndForLossPorts, endForLoss } from './recheck-person.ts';
import type { Close, OpenRequest } from './sweep-ports.ts';

export interface SweepPeoplePorts extends EndForLossPorts, IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'rostersOf'>;
  readonly close: Close;
  /** Milliseconds that the invocation still has. */
  readonly timeLeft: () => number;
}

/** Accounts that one sweep asks Slack about, which answers about a hundred a minute. An event tells of most changes. */
const peoplePerSweep = 40;
const asksAtOnce = 4;
/** Milliseconds. With less left, nobody else is asked about: where Slack hangs, each answer takes seconds to give up. */
const enoughForOne = 10_000;

/** Ends what people hold or wait for and may not have any more, where no event of Slack's said so. Throws nothing. */
export async function sweepPeople(ports: SweepPeoplePorts, open: readonly OpenRequest[]): Promise<void> {
  const byPerson = [...Map.groupBy(open, ({ requester }) => requester.userId)].toSorted(byId);
  await attempt(ports, 'look after memberships', async () => {
    const memberships = await readMemberships(ports, open);
    for (const request of open) await endIfLost(ports, request, lossOfMembership(request, memberships));
  });
  await mapBounded(turnOf(byPerson, peoplePerSweep, ports.clock()), asksAtOnce, ([userId, held]) =>
    attempt(ports, 'look after a person', async () => {
      if (ports.timeLeft() < enoughForOne) return;
      const now = await identifyAccount(ports, userId);
      for (const request of held) await endIfLost(ports, request, accountLoss(request, now));
    }),
  );
}

const byId = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  one < other ? -1 : 1;

/** Who is in each usergroup that some rule was for; undefined for one that Slack does not have any more. */
type Memberships = ReadonlyMap<ApproverSource, ReadonlySet<string> | undefined>;

async function readMemberships(
  { directory }: SweepPeoplePorts,
  open: readonly OpenRequest[],
): Promise<Memberships> {
  const required = new Set(open.flatMap(({ decision }) => decision.requesters?.usergroups ?? []));
  if (required.size === 0) return new Map();
  const rosters = await directory.rostersOf([...required].map(usergroupSource));
  return new Map(
    rosters.map((roster) => [roster.source, roster.found ? new Set(roster.members) : undefined]),
  );
}

// A usergroup that was renamed or disabled must not end everybody's access at once; `policy check --slack` tells of it.
function lossOfMembership(
  { requester, decision }: OpenRequest,
  memberships: Memberships,
): IdentityLoss | undefined {
  const required = decision.requesters;
  const groups = required?.usergroups ?? [];
  const membersOf = (handle: UsergroupHandle) => memberships.get(usergroupSource(handle));
  if (groups.some((handle) => membersOf(handle) === undefined)) return undefined;
  const isIn = groups.filter((handle) => membersOf(handle)?.has(requester.userId));
  return requirementLoss(decision.rule, requester, required, new Set(isIn));
}

async function endIfLost(
  ports: SweepPeoplePorts,
  { id }: OpenRequest,
  loss: IdentityLoss | undefined,
): Promise<void> {
  if (loss === undefined) return;
  // Its machine was woken for that too; two that close meet at conditional writes.
  if (await endForLoss(ports, id, { loss, lostAt: ports.clock(), by: 'sweep' })) await ports.close(id);
}

async function attempt(
  { reporter }: SweepPeoplePorts,
  what: string,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    reporter.failed(what, error);
  }
}

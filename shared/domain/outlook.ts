import type { ApproverSource } from './approver-source.ts';
import type { Shortage } from './attention.ts';
import type { NonEmpty } from './brand.ts';
import type { Stage } from './estate.ts';
import type { Identification } from './identify.ts';
import { type Identity, type Person, samePerson } from './person.ts';
import { type Roster, sourcesOf } from './roster.ts';
import { lackingOf } from './stage-approvals.ts';

/** Who can approve as things are now, stage by stage, and whether they are enough. */
export type Outlook = NonEmpty<StageOutlook>;

export interface StageOutlook {
  readonly stage: Stage;
  /** Those who were found able to approve. Never the requester, under whatever account. */
  readonly approvers: readonly Person[];
  /** How many more accounts the stage's sources have that nobody looked up. */
  readonly notLookedUp: number;
  readonly requesterIsMember: boolean;
  /** The stage's sources that no longer exist. */
  readonly gone: readonly ApproverSource[];
  /** Those that could not be asked whom they stand for. */
  readonly unknown: readonly ApproverSource[];
  /** How many approvals it lacks even if everybody who is not known approved. */
  readonly lacking: number;
  /** Whether the stage can be completed now, with each person counted for one stage only. */
  readonly enough: 'yes' | 'no' | 'unknown';
}

/** What was read of the approvers: whom their sources stand for, and who the accounts are that were looked up. */
export interface ApproversRead {
  readonly rosters: readonly Roster[];
  /** Sources of which it is not known now whom they stand for. */
  readonly unknown: readonly ApproverSource[];
  readonly accounts: ReadonlyMap<string, Identification>;
}

/** Who asks, and the approvals that there are. Of a request that is not raised yet, there are none. */
export interface SoFar {
  readonly requester: Identity;
  readonly approvals: readonly Given[];
}

interface Given {
  readonly approver: Identity;
  readonly as: readonly ApproverSource[];
}

/**
 * Judges whether the stages can be completed by those who have approved and those who still could. Whoever was not
 * looked up, and whoever a source that is unknown may stand for, makes neither a yes nor a no.
 */
export function outlookOf(stages: NonEmpty<Stage>, soFar: SoFar, read: ApproversRead): Outlook {
  const { rosters, unknown, accounts } = read;
  const able = peopleIn(accounts, soFar).map((identity) => ({
    person: identity.person,
    as: [...sourcesOf(identity.person.userId, rosters)],
  }));
  const notLookedUp = (stage: Stage) => candidatesOf(stage, soFar, rosters).filter((id) => !accounts.has(id));
  const notKnown = [...new Set(stages.flatMap(notLookedUp))].map((id) => ({
    as: [...sourcesOf(id, rosters)],
  }));
  const sure = [...soFar.approvals, ...able];
  const lackingSurely = lackingOf(stages, sure);
  const lackingAtBest = lackingOf(stages, [...sure, ...notKnown, ...asManyAsNeeded(unknown, stages)]);
  const [first, ...others] = stages.map((stage, place): StageOutlook => {
    const lacking = lackingAtBest[place] ?? 0;
    return {
      stage,
      approvers: able
        .filter(({ as }) => stage.approvers.some((source) => as.includes(source)))
        .map(({ person }) => person),
      notLookedUp: notLookedUp(stage).length,
      requesterIsMember: stage.approvers.some((source) =>
        sourcesOf(soFar.requester.person.userId, rosters).has(source),
      ),
      gone: stage.approvers.filter((source) => rosters.some((one) => one.source === source && !one.found)),
      unknown: stage.approvers.filter((source) => unknown.includes(source)),
      lacking,
      enough: lackingSurely[place] === 0 ? 'yes' : lacking > 0 ? 'no' : 'unknown',
    };
  });
  if (first === undefined) throw new Error('unreachable: a list that is not empty has a first');
  return [first, ...others];
}

// Nobody knows how many people such a source stands for.
function asManyAsNeeded(unknown: readonly ApproverSource[], stages: readonly Stage[]) {
  const needed = stages.reduce((sum, { quorum }) => sum + quorum, 0);
  return unknown.flatMap((source) => Array.from({ length: needed }, () => ({ as: [source] })));
}

/** The stages that certainly cannot be completed any more. */
export function shortagesIn(outlook: Outlook): readonly Shortage[] {
  return outlook
    .filter(({ enough }) => enough === 'no')
    .map(({ stage: { approvers }, gone, lacking }) => ({ approvers, gone, lacking }));
}

/** Whether it is certain that nobody, or not enough people, can approve now. */
export function isStuck(outlook: Outlook): boolean {
  return outlook.some(({ enough }) => enough === 'no');
}

/** The accounts that the stage's sources stand for, each once, without those of the requester and who approved. */
export function candidatesOf(
  { approvers }: Stage,
  soFar: SoFar,
  rosters: readonly Roster[],
): readonly string[] {
  const done = new Set(countedIn(soFar).map(({ person }) => person.userId));
  const members = rosters.flatMap((roster) =>
    roster.found && approvers.includes(roster.source) ? roster.members : [],
  );
  return [...new Set(members)].filter((id) => !done.has(id));
}

// Two accounts of one human being count once.
function peopleIn(accounts: ReadonlyMap<string, Identification>, soFar: SoFar): readonly Identity[] {
  const counted = countedIn(soFar);
  const people: Identity[] = [];
  for (const account of accounts.values()) {
    if (!account.identified) continue;
    const { identity } = account;
    if (![...counted, ...people].some((one) => samePerson(one, identity))) people.push(identity);
  }
  return people;
}

function countedIn({ requester, approvals }: SoFar): readonly Identity[] {
  return [requester, ...approvals.map(({ approver }) => approver)];
}

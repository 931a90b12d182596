import type { ApproverSource } from './approver-source.ts';
import type { NonEmpty } from './brand.ts';
import type { Stage } from './estate.ts';
import type { Identification } from './identify.ts';
import { type Identity, type Person, samePerson } from './person.ts';
import { type Roster, sourcesOf } from './roster.ts';
import { approvalsByStage } from './stage-approvals.ts';

/** Who would be asked to approve if a request were raised now, and whether they are enough. */
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

/** Judges whether the stages can be completed by those who could approve now. */
export function outlookOf(
  stages: NonEmpty<Stage>,
  requester: Identity,
  { rosters, unknown, accounts }: ApproversRead,
): Outlook {
  const able = peopleIn(accounts, requester).map((identity) => ({
    ...identity,
    as: [...sourcesOf(identity.person.userId, rosters)],
  }));
  const seated = approvalsByStage(stages, able);
  const sure = !stages.some(({ approvers }) => approvers.some((source) => unknown.includes(source)));
  const left = stages.map((stage) =>
    candidatesOf(stage, requester, rosters).filter((id) => !accounts.has(id)),
  );
  const [first, ...others] = stages.map((stage, place): StageOutlook => {
    const approvers = able.filter(({ as }) => stage.approvers.some((source) => as.includes(source)));
    const own = left[place]?.length ?? 0;
    const unanswered = stage.approvers.filter((source) => unknown.includes(source));
    const short = own + unanswered.length === 0 && approvers.length < stage.quorum;
    const filled = (seated[place]?.length ?? 0) >= stage.quorum;
    return {
      stage,
      approvers: approvers.map(({ person }) => person),
      notLookedUp: own,
      requesterIsMember: stage.approvers.some((source) =>
        sourcesOf(requester.person.userId, rosters).has(source),
      ),
      gone: stage.approvers.filter((source) => rosters.some((one) => one.source === source && !one.found)),
      unknown: unanswered,
      enough: filled ? 'yes' : short || (sure && left.flat().length === 0) ? 'no' : 'unknown',
    };
  });
  if (first === undefined) throw new Error('unreachable: a list that is not empty has a first');
  return [first, ...others];
}

/** Whether it is certain that nobody, or not enough people, can approve now. */
export function isStuck(outlook: Outlook): boolean {
  return outlook.some(({ enough }) => enough === 'no');
}

/** The accounts that the stage's sources stand for, each once, without the requester's. */
export function candidatesOf(
  { approvers }: Stage,
  { person }: Identity,
  rosters: readonly Roster[],
): readonly string[] {
  const members = rosters.flatMap((roster) =>
    roster.found && approvers.includes(roster.source) ? roster.members : [],
  );
  return [...new Set(members)].filter((id) => id !== person.userId);
}

// Two accounts of one human being count once.
function peopleIn(accounts: ReadonlyMap<string, Identification>, requester: Identity): readonly Identity[] {
  const people: Identity[] = [];
  for (const account of accounts.values()) {
    if (!account.identified) continue;
    const { identity } = account;
    if (![requester, ...people].some((one) => samePerson(one, identity))) people.push(identity);
  }
  return people;
}

import type { ApproverSource } from './approver-source.ts';

/** Who a source of approvers stood for when it was asked, as ids of Slack accounts; or that it is no longer there. */
export type Roster =
  | { readonly source: ApproverSource; readonly found: true; readonly members: readonly string[] }
  | { readonly source: ApproverSource; readonly found: false };

/** The sources that the account comes from. */
export function sourcesOf(userId: string, rosters: readonly Roster[]): ReadonlySet<ApproverSource> {
  return new Set(
    rosters.flatMap((roster) => (roster.found && roster.members.includes(userId) ? [roster.source] : [])),
  );
}

/** Everybody that the sources stand for, each with the sources they come from; those of small sources first. */
export function membersOf(rosters: readonly Roster[]): ReadonlyMap<string, readonly ApproverSource[]> {
  const found = rosters
    .flatMap((roster) => (roster.found ? [roster] : []))
    .toSorted((one, other) => one.members.length - other.members.length);
  const members = new Map<string, ApproverSource[]>();
  for (const { source, members: ids } of found) {
    for (const id of ids) members.set(id, [...(members.get(id) ?? []), source]);
  }
  return members;
}

/** A roster as the audit trail keeps it: the ids in order, of many the first ones, and how many there were. */
export type Considered =
  | {
      readonly source: ApproverSource;
      readonly found: true;
      readonly members: readonly string[];
      readonly total: number;
    }
  | { readonly source: ApproverSource; readonly found: false };

// An audit event is one item of DynamoDB, which ends at 400 KB; an id of Slack's takes about 12 bytes of it.
const mostOfOneSource = 1_000;
const mostOfAllSources = 10_000;

/** What is kept of the rosters that a decision was judged by, so that its audit event stays below 200 KB. */
export function consideredOf(rosters: readonly Roster[]): readonly Considered[] {
  const most = Math.min(mostOfOneSource, Math.floor(mostOfAllSources / rosters.length));
  return rosters.map((roster) =>
    roster.found
      ? { ...roster, members: roster.members.toSorted().slice(0, most), total: roster.members.length }
      : roster,
  );
}

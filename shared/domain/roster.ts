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

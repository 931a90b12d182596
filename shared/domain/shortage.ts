import type { ApproverSource } from './approver-source.ts';
import type { Shortage } from './attention.ts';
import type { Stage } from './estate.ts';
import type { Votes } from './may-approve.ts';
import { approvalsByStage } from './stage-approvals.ts';

/**
 * The stages that cannot be completed, however the approvals given and those that could still be given are shared out.
 * @param given for each person who approved, the sources they came from
 * @param able for each person who still could, the sources that they come from now
 * @param gone the sources that do not exist any more
 */
export function shortagesOf(
  stages: readonly Stage[],
  {
    given,
    able,
    gone,
  }: { readonly given: Votes; readonly able: Votes; readonly gone: readonly ApproverSource[] },
): readonly Shortage[] {
  const seats = approvalsByStage(
    stages,
    [...given, ...able].map((as) => ({ as })),
  );
  return stages.flatMap(({ approvers, quorum }, place) => {
    const lacking = quorum - (seats[place]?.length ?? 0);
    return lacking > 0
      ? [{ approvers, gone: approvers.filter((source) => gone.includes(source)), lacking }]
      : [];
  });
}

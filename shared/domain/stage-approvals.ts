import type { ApproverSource } from './approver-source.ts';
import type { Stage } from './estate.ts';

interface Approval {
  readonly as: readonly ApproverSource[];
}

/**
 * Shares the approvals out over the stages, each to one that it counts for: someone who counts for two stages
 * moves to the other when that makes room. Answers the approvals of each stage, in the order of the stages.
 */
export function approvalsByStage<Given extends Approval>(
  stages: readonly Stage[],
  approvals: readonly Given[],
): readonly (readonly Given[])[] {
  const seats = stages.map((stage) => ({ stage, taken: [] as Given[] }));
  const seat = (approval: Given, tried: ReadonlySet<Stage>): boolean =>
    seats.some((place) => {
      const { stage, taken } = place;
      if (tried.has(stage) || !counts(approval, stage)) return false;
      const others = new Set([...tried, stage]);
      if (taken.length >= stage.quorum) {
        const mover = taken.find((sitting) => seat(sitting, others));
        if (mover === undefined) return false;
        taken.splice(taken.indexOf(mover), 1);
      }
      taken.push(approval);
      return true;
    });
  for (const approval of approvals) seat(approval, new Set());
  return seats.map(({ taken }) => taken);
}

/** How many approvals each stage lacks, however these are shared out; in the order of the stages. */
export function lackingOf(stages: readonly Stage[], approvals: readonly Approval[]): readonly number[] {
  const seats = approvalsByStage(stages, approvals);
  return stages.map(({ quorum }, place) => quorum - (seats[place]?.length ?? 0));
}

function counts(approval: Approval, stage: Stage): boolean {
  return stage.approvers.some((source) => approval.as.includes(source));
}

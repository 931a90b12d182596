import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import type { ApproverSource } from '../../../../shared/domain/approver-source.ts';
import type { Rule } from '../../../../shared/domain/estate.ts';
import { stageInWords } from '../../../../shared/domain/rule-words.ts';
import { approvalsByStage } from '../../../../shared/domain/stage-approvals.ts';

/** Those of each source who can approve, as far as they were counted, by id. */
export type AbleBySource = ReadonlyMap<ApproverSource, readonly string[]>;

/** Stages that not even everybody together can complete, since nobody counts twice. */
export function quorumProblems(rules: readonly Rule[], able: AbleBySource): readonly Contradiction[] {
  return rules.flatMap(({ approval }, index) => {
    const stages = approval.kind === 'stages' ? approval.stages : [];
    const everybody = approvalsByStage(stages, approvalsOf(able));
    return stages.flatMap((stage, place) => {
      const count = everybody[place]?.length ?? 0;
      // An unknown or empty source is named by itself; who is on call changes.
      if (count >= stage.quorum || stage.approvers.some((source) => !able.get(source)?.length)) return [];
      const path = ['rules', index, 'approval', 'stages', place, 'quorum'];
      const problem = `${stageInWords(stage)} can never be reached: ${count} can approve here, as nobody counts in two stages. Lower the quorum, or add members.`;
      return [{ path, problem }];
    });
  });
}

/** Everybody as if they had approved. */
function approvalsOf(able: AbleBySource): readonly { readonly as: readonly ApproverSource[] }[] {
  const people = new Set([...able.values()].flat());
  return [...people].map((person) => ({
    as: [...able].flatMap(([source, members]) => (members.includes(person) ? [source] : [])),
  }));
}

/** How many people of a source must be counted at most: more change nothing about any quorum. */
export function enoughFor(rules: readonly Rule[]): number {
  const needed = rules.map(({ approval }) =>
    approval.kind === 'stages' ? approval.stages.reduce((sum, { quorum }) => sum + quorum, 0) : 0,
  );
  return Math.max(1, ...needed);
}

import type { Contradiction } from '../../../../shared/config/contradiction.ts';
import type { Rule } from '../../../../shared/domain/estate.ts';
import type { UsergroupHandle } from '../../../../shared/domain/person.ts';
import { stageInWords } from '../../../../shared/domain/rule-words.ts';
import { approvalsByStage } from '../../../../shared/domain/stage-approvals.ts';

/** The members of each usergroup who can approve, as far as they were counted, by id. */
export type AbleByHandle = ReadonlyMap<UsergroupHandle, readonly string[]>;

/** Stages that not even everybody together can complete, since nobody counts twice. */
export function quorumProblems(rules: readonly Rule[], able: AbleByHandle): readonly Contradiction[] {
  return rules.flatMap(({ approval }, index) => {
    const stages = approval.kind === 'stages' ? approval.stages : [];
    const everybody = approvalsByStage(stages, approvalsOf(able));
    return stages.flatMap((stage, place) => {
      const count = everybody[place]?.length ?? 0;
      // An unknown or empty usergroup is named by itself.
      if (count >= stage.quorum || stage.usergroups.some((handle) => !able.get(handle)?.length)) return [];
      const path = ['rules', index, 'approval', 'stages', place, 'quorum'];
      const problem = `${stageInWords(stage)} can never be reached: ${count} can approve here, as nobody counts in two stages. Lower the quorum, or add members.`;
      return [{ path, problem }];
    });
  });
}

/** Everybody as if they had approved. */
function approvalsOf(able: AbleByHandle): readonly { readonly usergroups: readonly UsergroupHandle[] }[] {
  const people = new Set([...able.values()].flat());
  return [...people].map((person) => ({
    usergroups: [...able].flatMap(([handle, members]) => (members.includes(person) ? [handle] : [])),
  }));
}

/** How many members of a usergroup must be counted at most: more change nothing about any quorum. */
export function enoughFor(rules: readonly Rule[]): number {
  const needed = rules.map(({ approval }) =>
    approval.kind === 'stages' ? approval.stages.reduce((sum, { quorum }) => sum + quorum, 0) : 0,
  );
  return Math.max(1, ...needed);
}

import { isDeepStrictEqual } from 'node:util';
import type { Allowance } from '../../../shared/domain/allowance.ts';
import type { Decision } from '../../../shared/domain/decide.ts';
import type { Approval, Stage } from '../../../shared/domain/estate.ts';
import { stageInWords } from '../../../shared/domain/rule-words.ts';

/** How two decisions differ, the weightiest first; a pair differs in the first way that holds. */
export const differences = [
  'now-refused',
  'now-automatic',
  'now-needs-approval',
  'other-approvers',
  'other-limits',
  'other-rule',
] as const;
export type Difference = (typeof differences)[number];

/** How the decision of today differs from the recorded one, or nothing where it does not. */
export function differenceBetween(then: Allowance, now: Decision): Difference | undefined {
  if (now.outcome === 'refused') return 'now-refused';
  if (now.outcome !== then.outcome) {
    return now.outcome === 'automatic' ? 'now-automatic' : 'now-needs-approval';
  }
  if (!isDeepStrictEqual(approversOf(then.approval), approversOf(now.approval))) return 'other-approvers';
  if (!isDeepStrictEqual(limitsOf(then.approval), limitsOf(now.approval))) return 'other-limits';
  return now.rule === then.rule ? undefined : 'other-rule';
}

// Stages may be completed in any order, and the approvers of a stage stand in none.
function approversOf(approval: Approval): readonly string[] {
  if (approval.kind === 'automatic') return [];
  return approval.stages.map((stage) => stageInWords(inOrder(stage))).toSorted();
}

function inOrder(stage: Stage): Stage {
  const [first, ...others] = stage.approvers.toSorted();
  return first === undefined ? stage : { ...stage, approvers: [first, ...others] };
}

function limitsOf(approval: Approval): object {
  if (approval.kind === 'automatic') return {};
  const { stages, ...limits } = approval;
  return limits;
}

import type { Allowance } from './allowance.ts';
import type { Ask } from './ask.ts';
import type { BreakGlassRule } from './break-glass.ts';
import { allowanceBy } from './decide-break-glass.ts';
import type { DrillPlan } from './drill.ts';
import { underWay } from './open-windows.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { concerns } from './rule-match.ts';

export type DrillDecision =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly rule: BreakGlassRule;
      readonly plan: DrillPlan;
      readonly decision: Allowance;
    };

/** Whoever may break the glass may try it out: by the first rule with a drill that is for them at this moment. */
export function decideDrill(
  rules: readonly BreakGlassRule[],
  { requester, at }: Pick<Ask, 'requester' | 'at'>,
): DrillDecision {
  const own = rules.filter((rule) => concerns(rule, requester, at));
  if (own.length === 0) return refused({ code: 'no-break-glass-for-you' });
  for (const rule of own) {
    if (rule.drill === undefined) continue;
    return { outcome: 'allowed', rule, plan: rule.drill, decision: allowanceBy(rule) };
  }
  return refused({ code: 'no-drill' });
}

/** Why the person may not start one more: one of theirs is not over. @param own their records that are under way */
export function drillUnderWay(own: readonly Request[], id: Request['id']): Refusal | undefined {
  const other = own.find(
    (one) => one.breakGlass?.drill !== undefined && one.id !== id && underWay.has(one.status),
  );
  return other && { code: 'drill-under-way', id: other.id };
}

function refused(refusal: Refusal): DrillDecision {
  return { outcome: 'refused', refusal };
}

import * as z from 'zod';
import { type Comparison, comparison, holds as comparisonHolds } from './comparison.ts';
import type { Scope } from './path.ts';

/** What a rule of a Choice state asks. */
export type Condition =
  | { readonly kind: 'and'; readonly all: readonly Condition[] }
  | { readonly kind: 'or'; readonly any: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | Comparison;

export interface Rule {
  readonly condition: Condition;
  readonly Next: string;
}

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.record(z.string(), z.unknown()).transform(parseCondition),
);

const and = z
  .strictObject({ And: z.array(condition).min(1) })
  .transform(({ And }) => ({ kind: 'and' as const, all: And }));
const or = z
  .strictObject({ Or: z.array(condition).min(1) })
  .transform(({ Or }) => ({ kind: 'or' as const, any: Or }));
const not = z
  .strictObject({ Not: condition })
  .transform(({ Not }) => ({ kind: 'not' as const, condition: Not }));

/** One of the `Choices`: a condition, and the state that follows when it holds. */
export const rule = z.looseObject({ Next: z.string(), Comment: z.string().optional() }).transform(
  ({ Next, Comment: _, ...fields }, context): Rule => ({
    Next,
    condition: parseCondition(fields, context),
  }),
);

// The field that is there says which schema applies; a plain union would answer "Invalid input" and nothing more.
function parseCondition(fields: Record<string, unknown>, context: z.RefinementCtx): Condition {
  const parsed = schemaFor(fields).safeParse(fields);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
}

function schemaFor(fields: Record<string, unknown>): z.ZodType<Condition> {
  if ('And' in fields) return and;
  if ('Or' in fields) return or;
  if ('Not' in fields) return not;
  return comparison;
}

/** @throws StatesError `States.Runtime` when a comparison reads a path that leads to no value */
export function holds(asked: Condition, scope: Scope): boolean {
  switch (asked.kind) {
    case 'and':
      return asked.all.every((each) => holds(each, scope));
    case 'or':
      return asked.any.some((each) => holds(each, scope));
    case 'not':
      return !holds(asked.condition, scope);
    default:
      return comparisonHolds(asked, scope);
  }
}

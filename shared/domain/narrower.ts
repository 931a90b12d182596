import type { PolicyRule } from './evidence.ts';
import { covers, rightsOf } from './right.ts';

/**
 * Whether a role with the first rules allows nothing that one with the second does not: each single right of it must
 * be covered by one rule of the other, as Kubernetes judges it before somebody may hand a role on. Rules about URLs
 * are not compared, because a binding in a namespace gives none.
 */
export function isNarrowerOrEqual(lesser: readonly PolicyRule[], wider: readonly PolicyRule[]): boolean {
  return lesser.flatMap(rightsOf).every((right) => wider.some((rule) => covers(rule, right)));
}

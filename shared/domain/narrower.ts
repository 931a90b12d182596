import type { PolicyRule } from './evidence.ts';
import { covers, coversUrl, rightsOf, urlRightsOf } from './right.ts';

/**
 * Whether a role with the first rules allows nothing that one with the second does not: each single right of it must
 * be covered by one rule of the other, as Kubernetes judges it before somebody may hand a role on.
 */
export function isNarrowerOrEqual(lesser: readonly PolicyRule[], wider: readonly PolicyRule[]): boolean {
  return (
    lesser.flatMap(rightsOf).every((right) => wider.some((rule) => covers(rule, right))) &&
    lesser.flatMap(urlRightsOf).every((right) => wider.some((rule) => coversUrl(rule, right)))
  );
}

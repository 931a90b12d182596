import canonicalize from 'canonicalize';
import type { Sha256 } from './audit-chain.ts';
import type { PolicyRule } from './evidence.ts';

/** One hash over what a role may do, the same for the same rules in any order. */
export function hashOfRules(rules: readonly PolicyRule[], sha256: Sha256): string {
  const normal = rules.map(({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) =>
    canonicalize({
      verbs: verbs.toSorted(),
      apiGroups: apiGroups.toSorted(),
      resources: resources.toSorted(),
      resourceNames: resourceNames.toSorted(),
      ...(nonResourceURLs && { nonResourceURLs: nonResourceURLs.toSorted() }),
    }),
  );
  return sha256(normal.sort().join('\n'));
}

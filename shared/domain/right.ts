import type { PolicyRule } from './evidence.ts';

/** One verb on one kind of object: what a rule breaks down into, and what an authorizer is asked. */
export interface Right {
  readonly verb: string;
  /** The API group; the core group is empty. */
  readonly group: string;
  /** With its subresource, if any: `pods`, `pods/log`. */
  readonly resource: string;
  /** One object alone. Without it, the right is to all of them. */
  readonly name?: string;
}

/** Every right that the rule gives, as it writes them, so a `*` stays one. */
export function rightsOf({ verbs, apiGroups, resources, resourceNames }: PolicyRule): readonly Right[] {
  const names = resourceNames.length === 0 ? [{}] : resourceNames.map((name) => ({ name }));
  return apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) => names.map((named) => ({ verb, group, resource, ...named }))),
    ),
  );
}

/** One verb on one path of the API server. */
export interface UrlRight {
  readonly verb: string;
  /** Such as `/metrics`, or `/logs/*` with all below it. */
  readonly url: string;
}

/** Every right to a path that the rule gives. */
export function urlRightsOf({ verbs, nonResourceURLs = [] }: PolicyRule): readonly UrlRight[] {
  return nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verb, url })));
}

/** Whether the rule alone gives the right to the path. Source: as of `covers`. */
export function coversUrl({ verbs, nonResourceURLs = [] }: PolicyRule, { verb, url }: UrlRight): boolean {
  const isCovered = (own: string) => own === url || (own.endsWith('*') && url.startsWith(own.slice(0, -1)));
  return hasOrAll(verbs, verb) && nonResourceURLs.some(isCovered);
}

/**
 * Whether the rule alone gives the whole right. Only a `*` of its own covers a `*`, and a rule about named objects does
 * not cover a right to all. Source: k8s.io/component-helpers, auth/rbac/validation/policy_comparator.go.
 */
export function covers(rule: PolicyRule, { verb, group, resource, name }: Right): boolean {
  return (
    hasOrAll(rule.verbs, verb) &&
    hasOrAll(rule.apiGroups, group) &&
    coversResource(rule.resources, resource) &&
    (rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name)))
  );
}

// `pods` does not cover `pods/log`: a subresource is covered by its own path, by `*/log`, or by `*`.
function coversResource(resources: readonly string[], path: string): boolean {
  const slash = path.indexOf('/');
  return hasOrAll(resources, path) || (slash >= 0 && resources.includes(`*${path.slice(slash)}`));
}

function hasOrAll(list: readonly string[], item: string): boolean {
  return list.includes('*') || list.includes(item);
}

import { pathMatches } from './match.ts';
import type { PolicyRule } from './types.ts';

/** One verb on one resource of one group, or on one path: what a rule breaks down into. */
export type Right =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly resourceName: string | undefined;
    }
  | { readonly verb: string; readonly path: string };

/** The rights of `rules` that `held` does not cover (component-helpers, auth/rbac/validation/policy_comparator.go). */
export function missingRights(held: readonly PolicyRule[], rules: readonly PolicyRule[]): readonly Right[] {
  return rules.flatMap(breakDown).filter((right) => !held.some((rule) => covers(rule, right)));
}

function breakDown(rule: PolicyRule): readonly Right[] {
  const verbs = rule.verbs ?? [];
  const names = rule.resourceNames ?? [];
  const onResources = (rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).flatMap((resource) =>
      verbs.flatMap((verb) =>
        (names.length === 0 ? [undefined] : names).map((resourceName) => ({
          verb,
          group,
          resource,
          resourceName,
        })),
      ),
    ),
  );
  const onPaths = (rule.nonResourceURLs ?? []).flatMap((path) => verbs.map((verb) => ({ verb, path })));
  return [...onResources, ...onPaths];
}

function covers(rule: PolicyRule, right: Right): boolean {
  if (!hasOrAll(rule.verbs, right.verb)) return false;
  if ('path' in right) return pathMatches(rule.nonResourceURLs ?? [], right.path);
  return (
    hasOrAll(rule.apiGroups, right.group) &&
    coversResource(rule.resources ?? [], right.resource) &&
    coversName(rule.resourceNames ?? [], right.resourceName)
  );
}

function coversResource(resources: readonly string[], resource: string): boolean {
  const [, subresource] = resource.split('/');
  return resources.some(
    (item) => item === '*' || item === resource || (subresource !== undefined && item === `*/${subresource}`),
  );
}

const coversName = (names: readonly string[], name: string | undefined) =>
  names.length === 0 || (name !== undefined && names.includes(name));

const hasOrAll = (list: readonly string[] | undefined, value: string) =>
  list?.some((item) => item === '*' || item === value) ?? false;

/** Rights as the real server prints them: one line a resource, its verbs together, the lines sorted. */
export function describeRights(rights: readonly Right[]): readonly string[] {
  const verbsOf = new Map<string, string[]>();
  const prefixes = rights.map((right) => ({ prefix: prefixOf(right), verb: right.verb }));
  for (const { prefix, verb } of prefixes) verbsOf.set(prefix, [...(verbsOf.get(prefix) ?? []), verb]);
  return [...verbsOf].map(([prefix, verbs]) => `{${prefix}, Verbs:${quoted(verbs)}}`).sort();
}

function prefixOf(right: Right): string {
  if ('path' in right) return `NonResourceURLs:${quoted([right.path])}`;
  const names = right.resourceName === undefined ? '' : `, ResourceNames:${quoted([right.resourceName])}`;
  return `APIGroups:${quoted([right.group])}, Resources:${quoted([right.resource])}${names}`;
}

/** A list of strings as Go's `%q` prints it. */
export const quoted = (values: readonly string[]) =>
  `[${values.map((value) => JSON.stringify(value)).join(' ')}]`;

import { serviceAccountUsername, type User } from '../authn/user.ts';
import type { PolicyRule, Subject } from './types.ts';

/** One thing to be authorized: a verb on a resource, or on a path that is no resource. */
export type Attributes =
  | {
      readonly isResource: true;
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      readonly namespace: string;
      readonly name: string;
    }
  | { readonly isResource: false; readonly verb: string; readonly path: string };

const hasOrAll = (list: readonly string[] | undefined, value: string) =>
  list?.some((item) => item === '*' || item === value) ?? false;

/** Whether one rule allows it (pkg/apis/rbac/v1/evaluation_helpers.go). */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!hasOrAll(rule.verbs, attributes.verb)) return false;
  if (!attributes.isResource) return pathMatches(rule.nonResourceURLs ?? [], attributes.path);
  return (
    hasOrAll(rule.apiGroups, attributes.group) &&
    resourceMatches(rule.resources ?? [], attributes.resource, attributes.subresource) &&
    nameMatches(rule.resourceNames ?? [], attributes.name)
  );
}

function resourceMatches(resources: readonly string[], resource: string, subresource: string): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  return resources.some(
    (item) => item === '*' || item === combined || (subresource !== '' && item === `*/${subresource}`),
  );
}

const nameMatches = (names: readonly string[], name: string) => names.length === 0 || names.includes(name);

/** Whether a pattern of `nonResourceURLs` covers a path; a `*` counts at the end only. */
export function pathMatches(patterns: readonly string[], path: string): boolean {
  return patterns.some(
    (pattern) => pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''))),
  );
}

/** Whether a subject of a binding in `namespace` ('' for a ClusterRoleBinding) means this user. */
export function subjectMatches(subject: Subject, user: User, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return user.username === subject.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount': {
      const home = subject.namespace ?? namespace;
      return home !== '' && user.username === serviceAccountUsername({ namespace: home, name: subject.name });
    }
    default:
      return false;
  }
}

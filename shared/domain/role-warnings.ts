import type { PolicyRule } from './evidence.ts';
import { covers } from './right.ts';

/** What an approver must know of a role before anything else. */
export type RoleWarning =
  | 'wildcard'
  | 'exec'
  | 'secrets'
  | 'service-account-tokens'
  | 'rbac-writes'
  | 'bind'
  | 'escalate'
  | 'impersonate';

const core = '';
const rbac = 'rbac.authorization.k8s.io';
const roles = ['roles', 'clusterroles'];
const writing = ['create', 'update', 'patch', 'delete', 'deletecollection'];

// In the order in which they are shown. What can be done to one object by name is warned of as well.
const dangers: readonly (readonly [RoleWarning, (rule: PolicyRule) => boolean])[] = [
  ['wildcard', hasWildcard],
  [
    'exec',
    (rule) =>
      gives(rule, ['create', 'get'], core, ['pods/exec', 'pods/attach', 'pods/portforward']) ||
      gives(rule, ['update', 'patch'], core, ['pods/ephemeralcontainers']),
  ],
  ['secrets', (rule) => gives(rule, ['get', 'list', 'watch'], core, ['secrets'])],
  ['service-account-tokens', (rule) => gives(rule, ['create'], core, ['serviceaccounts/token'])],
  ['rbac-writes', (rule) => gives(rule, writing, rbac, [...roles, 'rolebindings', 'clusterrolebindings'])],
  ['bind', (rule) => gives(rule, ['bind'], rbac, roles)],
  ['escalate', (rule) => gives(rule, ['escalate'], rbac, roles)],
  // Also of `userextras/<key>` and whatever else there may be to impersonate.
  [
    'impersonate',
    (rule) =>
      rule.verbs.includes('impersonate') ||
      gives(rule, ['impersonate'], core, ['users', 'groups', 'serviceaccounts']),
  ],
];

/** What a role with these rules is warned of, each once and always in the same order. */
export function warningsOf(rules: readonly PolicyRule[]): readonly RoleWarning[] {
  return dangers.filter(([, isGivenBy]) => rules.some(isGivenBy)).map(([warning]) => warning);
}

/** The warning for people: a sentence, without anything that was read from a cluster. */
export function warningInWords(warning: RoleWarning): string {
  return {
    wildcard: 'It is written with `*`, so it also allows what is added to the cluster later.',
    exec: 'It can run commands in pods or reach into them, and so act with whatever the pods may do.',
    secrets: 'It can read secrets, and what was read stays known after the window.',
    'service-account-tokens': 'It can mint service-account tokens, which outlive the window.',
    'rbac-writes': 'It can write roles or bindings, and so give access that outlives the window.',
    bind: 'It can bind roles (`bind`), also such as allow more than itself.',
    escalate: 'It can write roles that allow more than itself (`escalate`).',
    impersonate: 'It can act as other users, groups or service accounts (`impersonate`).',
  }[warning];
}

function hasWildcard({ verbs, apiGroups, resources, nonResourceURLs = [] }: PolicyRule): boolean {
  const listed = [...verbs, ...apiGroups, ...resources, ...nonResourceURLs];
  return listed.some((item) => item === '*' || item.startsWith('*/'));
}

/** Whether the rule gives one of the verbs on one of the resources, be it on a single object. */
function gives(
  rule: PolicyRule,
  verbs: readonly string[],
  group: string,
  resources: readonly string[],
): boolean {
  const onAll = { ...rule, resourceNames: [] };
  return verbs.some((verb) => resources.some((resource) => covers(onAll, { verb, group, resource })));
}

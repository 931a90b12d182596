import {
  type Approval,
  type Cluster,
  type Estate,
  outlivesWindow,
  type Role,
  type Rule,
} from '../domain/estate.ts';
import type { IdentitySource } from '../domain/identify.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { parseClusterName, parseRoleName } from '../domain/scope.ts';
import type { AccessFile } from './schema.ts';

/** What `access.yaml` says, in the domain's types. */
export interface AccessConfig {
  readonly estate: Estate;
  readonly identities: IdentitySource;
  /** Channel name or id of the card that asks approvers. */
  readonly approvalsChannel: string;
  /** Whose members may revoke any access. */
  readonly securityUsergroup: UsergroupHandle;
}

/** A mistake in the file that its shape does not show: the path to it, and what would be right. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** Turns the file into the domain's values, or says which of its parts contradict each other. */
export function interpret(file: AccessFile): AccessConfig | readonly Contradiction[] {
  const contradictions: Contradiction[] = [];
  const clusters = new Map<Cluster['name'], Cluster>();
  for (const [key, stated] of Object.entries(file.clusters)) {
    const name = parseClusterName(key);
    if (name.ok) clusters.set(name.value, { name: name.value, ...stated });
    else contradictions.push({ path: ['clusters', key], problem: name.problem });
  }
  const roles = new Map<Role['name'], Role>();
  for (const [key, { allowPersistence, ...stated }] of Object.entries(file.roles)) {
    const name = parseRoleName(key);
    if (name.ok) roles.set(name.value, { name: name.value, ...stated });
    else contradictions.push({ path: ['roles', key], problem: name.problem });
    contradictions.push(...persistenceContradictions(key, stated.clusterRole, allowPersistence));
  }
  const rules = file.rules.map(ruleOf);
  contradictions.push(
    ...rules.flatMap((rule, index) => ruleContradictions(rule, index, clusters, roles, rules)),
  );
  contradictions.push(...identityContradictions(file));
  if (contradictions.length > 0) return contradictions;
  return {
    estate: { clusters, roles, rules },
    identities: { emailDomains: file.identities.emailDomains, roleArn: file.identities.identityCenterRole },
    approvalsChannel: file.slack.approvalsChannel,
    securityUsergroup: file.slack.securityUsergroup,
  };
}

function ruleOf({ name, when, maxDuration, approval }: AccessFile['rules'][number]): Rule {
  const stated: Approval = approval === 'automatic' ? { kind: 'automatic' } : { kind: 'stages', ...approval };
  const { environments, clusters, namespaces, roles } = when;
  return {
    name,
    maxDuration,
    approval: stated,
    when: {
      ...(environments && { environments }),
      ...(clusters && { clusters }),
      ...(namespaces && { namespaces }),
      ...(roles && { roles }),
    },
  };
}

function ruleContradictions(
  rule: Rule,
  index: number,
  clusters: ReadonlyMap<Cluster['name'], Cluster>,
  roles: ReadonlyMap<Role['name'], Role>,
  rules: readonly Rule[],
): readonly Contradiction[] {
  const environments = new Set([...clusters.values()].map(({ environment }) => environment));
  const namespaces = new Set<string>([...clusters.values()].flatMap((cluster) => [...cluster.namespaces]));
  const clusterWide = rule.when.roles?.findIndex((name) => roles.get(name)?.scope === 'cluster') ?? -1;
  return [
    ...unknownNames(
      rule.when.environments,
      environments,
      ['rules', index, 'when', 'environments'],
      'environment',
    ),
    ...unknownNames(
      rule.when.clusters,
      new Set<string>(clusters.keys()),
      ['rules', index, 'when', 'clusters'],
      'cluster',
    ),
    ...unknownNames(rule.when.namespaces, namespaces, ['rules', index, 'when', 'namespaces'], 'namespace'),
    ...unknownNames(
      rule.when.roles,
      new Set<string>(roles.keys()),
      ['rules', index, 'when', 'roles'],
      'role',
    ),
    ...(clusterWide < 0
      ? []
      : [
          {
            path: ['rules', index, 'when', 'roles', clusterWide],
            problem: `Role ${rule.when.roles?.[clusterWide]} is cluster-wide, and cluster-wide roles cannot be given yet. Take it out of the rule.`,
          },
        ]),
    ...(rules.findIndex(({ name }) => name === rule.name) < index
      ? [
          {
            path: ['rules', index, 'name'],
            problem: `Another rule is called ${rule.name} too. Give each rule a name of its own; it stands in the audit trail.`,
          },
        ]
      : []),
  ];
}

function unknownNames(
  stated: readonly string[] | undefined,
  known: ReadonlySet<string>,
  path: readonly (string | number)[],
  kind: string,
): readonly Contradiction[] {
  return (stated ?? []).flatMap((name, place) =>
    known.has(name)
      ? []
      : [
          {
            path: [...path, place],
            problem: `There is no ${kind} ${name} in this file. It has ${[...known].join(', ') || 'none'}.`,
          },
        ],
  );
}

function persistenceContradictions(
  key: string,
  clusterRole: string,
  allowPersistence: boolean,
): readonly Contradiction[] {
  if (allowPersistence || !outlivesWindow(clusterRole)) return [];
  return [
    {
      path: ['roles', key, 'clusterRole'],
      problem: `Whoever holds the built-in ClusterRole ${clusterRole} can leave access behind that outlives the window. Use k8s-access:${clusterRole === 'edit' ? 'edit' : 'admin'}, or say allowPersistence: true.`,
    },
  ];
}

// Only under this path do people not choose their session name themselves, so only there does it tell them apart.
const identityCenterPath = /:role\/aws-reserved\/sso\.amazonaws\.com\//;

function identityContradictions(file: AccessFile): readonly Contradiction[] {
  return identityCenterPath.test(file.identities.identityCenterRole)
    ? []
    : [
        {
          path: ['identities', 'identityCenterRole'],
          problem:
            'People can choose the session name of this role, so it does not tell them apart. Use a role under /aws-reserved/sso.amazonaws.com/.',
        },
      ];
}

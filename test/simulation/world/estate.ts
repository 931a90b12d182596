import type { Duration } from '../../../shared/domain/duration.ts';
import type { Estate, Role, Rule } from '../../../shared/domain/estate.ts';
import { parseAccessPolicyArn } from '../../../shared/domain/grant.ts';
import type { IdentitySource } from '../../../shared/domain/identity-source.ts';
import { parsePrincipalArn } from '../../../shared/domain/principal-arn.ts';
import type { RoleName } from '../../../shared/domain/scope.ts';
import { estate, identities, must } from '../../support/records.ts';

const clusterView = 'cluster-view' as RoleName;

/** Hours after which requests lapse here: looking after one that nobody decides would be most of what a run does. */
export const lapseAfter = 2;

// As those of the same environment that give `edit`.
const clusterWide = estate.rules.flatMap((rule) =>
  rule.when.roles?.includes('edit' as RoleName)
    ? [
        {
          ...rule,
          name: `${rule.name}-whole`,
          when: { ...whenWithoutNamespaces(rule), roles: [clusterView] },
        },
      ]
    : [],
);

/** A role that is an EKS access policy, which is given only to those who have a principal of their own. */
export const inspect = 'inspect' as RoleName;
export const inspectPolicy = must(
  parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'),
);
const inspectRole: Role = {
  ...{ name: inspect, description: 'look at everything', scope: 'namespace' },
  grant: { kind: 'access-policy', arn: inspectPolicy },
};

const byPolicy = estate.rules.flatMap((rule) =>
  rule.when.environments?.includes('non-prod') ? [{ ...rule, when: { ...rule.when, roles: [inspect] } }] : [],
);

/** Who has an IAM role of their own, beside all who share that of the example. */
export const loners = ['kate', 'liam'] as const;

/** The role that this one alone holds. */
export const ownRoleOf = (name: (typeof loners)[number]): string =>
  `arn:aws:iam::111122223333:role/people/${name}`;

export const simulatedIdentities: readonly IdentitySource[] = [
  ...identities,
  {
    ...{ strategy: 'table', link: 'optional', name: 'own' },
    people: new Map(
      loners.map((name) => [`${name}@example.com`, { arn: must(parsePrincipalArn(ownRoleOf(name))) }]),
    ),
  },
];

/** The example estate, whose requests lapse sooner, and with rules that give a role of the whole cluster and a policy. */
export const simulatedEstate: Estate = {
  ...estate,
  roles: new Map([...estate.roles, [inspect, inspectRole]]),
  rules: [...estate.rules, ...clusterWide, ...byPolicy].map((rule) =>
    rule.approval.kind === 'stages'
      ? { ...rule, approval: { ...rule.approval, lapseAfter: (lapseAfter * 60) as Duration } }
      : rule,
  ),
};

function whenWithoutNamespaces({ when: { namespaces: _, ...others } }: Rule): Rule['when'] {
  return others;
}

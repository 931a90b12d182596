import type { ScheduleName } from '../domain/approver-source.ts';
import type { NonEmpty } from '../domain/brand.ts';
import type { BreakGlassRule } from '../domain/break-glass.ts';
import { type Cluster, type Estate, everyCluster } from '../domain/estate.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import type { PagedService } from '../domain/paging.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { parseClusterName } from '../domain/scope.ts';
import { breakGlassContradictions, breakGlassOf } from './break-glass.ts';
import { brokerContradictions } from './brokers.ts';
import type { Contradiction } from './contradiction.ts';
import { identitiesOf } from './identities.ts';
import { privateContradictions } from './private-clusters.ts';
import { rolesOf } from './roles.ts';
import { ruleContradictions, ruleOf } from './rules.ts';
import type { AccessFile } from './schema.ts';

/** What `access.yaml` says, in the domain's types. */
export interface AccessConfig {
  readonly estate: Estate;
  readonly identities: readonly IdentitySource[];
  /** Channel name or id of the card that asks approvers. */
  readonly approvalsChannel: string;
  /** The channel that stands in while that one cannot be used. */
  readonly fallbackChannel?: string;
  /** Where it is said what sweeps find. */
  readonly securityChannel?: string;
  /** Whose members may revoke any access, and have clusters swept. */
  readonly securityUsergroup: UsergroupHandle;
  /** Id of the AWS organization whose people may use the command line. */
  readonly organization?: string;
  /** Ids of PagerDuty schedules, by the names that rules have for them. Without it, PagerDuty is never asked. */
  readonly pagerDutySchedules?: ReadonlyMap<ScheduleName, string>;
  /** Without it nobody is ever paged. */
  readonly paging?: Paging;
  /** Who may open what at once and without approval, in order. */
  readonly breakGlass: readonly BreakGlassRule[];
}

/** Who can be paged. */
export interface Paging {
  readonly services: NonEmpty<PagedService>;
  /** Paged when access cannot be taken away. */
  readonly operators: PagedService;
}

/** Turns the file into the domain's values, or says which of its parts contradict each other. */
export function interpret(file: AccessFile): AccessConfig | readonly Contradiction[] {
  const contradictions: Contradiction[] = [];
  const clusters = new Map<Cluster['name'], Cluster>();
  const retired = new Map<Cluster['name'], Cluster>();
  for (const [key, { retired: isRetired, ...stated }] of Object.entries(file.clusters)) {
    const name = parseClusterName(key);
    if (name.ok) (isRetired ? retired : clusters).set(name.value, { name: name.value, ...stated });
    else contradictions.push({ path: ['clusters', key], problem: name.problem });
  }
  const { roles, contradictions: roleContradictions } = rolesOf(file.roles);
  contradictions.push(...roleContradictions);
  const pagerDutySchedules = file.pagerduty && schedulesOf(file.pagerduty.schedules);
  const schedules = new Set(pagerDutySchedules?.keys());
  const identities = identitiesOf(file.identities, brokersIn(everyCluster({ clusters, retired })));
  contradictions.push(...identities.contradictions);
  const named = { clusters, roles, schedules, identities: identities.sources };
  contradictions.push(
    ...file.rules.flatMap((rule, index) => ruleContradictions(rule, ['rules', index], named)),
    ...repeatedNames(file.rules, 'rules'),
    ...file.breakGlass.flatMap((rule, index) =>
      breakGlassContradictions(rule, ['breakGlass', index], named, file.paging?.services ?? []),
    ),
    ...repeatedNames(file.breakGlass, 'breakGlass'),
  );
  contradictions.push(...channelContradictions(file), ...pagingContradictions(file));
  contradictions.push(...brokerContradictions(file), ...privateContradictions(file));
  if (contradictions.length > 0) return contradictions;
  return {
    estate: {
      ...{ clusters, retired, roles },
      rules: file.rules.map((rule) => ruleOf(rule, named)),
      ...(file.maxOpenWindows !== undefined && { maxOpenWindows: file.maxOpenWindows }),
    },
    identities: identities.sources,
    ...channelsOf(file),
    securityUsergroup: file.slack.securityUsergroup,
    ...(file.organization !== undefined && { organization: file.organization }),
    ...(pagerDutySchedules && { pagerDutySchedules }),
    ...(file.paging && { paging: file.paging }),
    breakGlass: file.breakGlass.map((rule) => breakGlassOf(rule, named)),
  };
}

function brokersIn(clusters: readonly Cluster[]): readonly string[] {
  return clusters.flatMap(({ brokers }) => [brokers.granter, brokers.revoker, brokers.witness]);
}

function pagingContradictions({ paging }: AccessFile): readonly Contradiction[] {
  if (paging === undefined || paging.services.includes(paging.operators)) return [];
  return [
    {
      path: ['paging', 'operators'],
      problem: `There is no service ${paging.operators} under paging.services. It has ${paging.services.join(', ')}.`,
    },
  ];
}

function channelsOf({ slack: { approvalsChannel, fallbackChannel, securityChannel } }: AccessFile) {
  return {
    approvalsChannel,
    ...(fallbackChannel !== undefined && { fallbackChannel }),
    ...(securityChannel !== undefined && { securityChannel }),
  };
}

function channelContradictions({ slack }: AccessFile): readonly Contradiction[] {
  if (slack.fallbackChannel !== slack.approvalsChannel) return [];
  return [
    {
      path: ['slack', 'fallbackChannel'],
      problem: 'This is the approvals channel itself, which it is to stand in for. Name another, or none.',
    },
  ];
}

function schedulesOf(
  stated: NonNullable<AccessFile['pagerduty']>['schedules'],
): ReadonlyMap<ScheduleName, string> {
  return new Map(Object.entries(stated).map(([name, id]) => [name as ScheduleName, id]));
}

function repeatedNames(
  rules: readonly { readonly name: string }[],
  key: 'rules' | 'breakGlass',
): readonly Contradiction[] {
  return rules.flatMap(({ name }, index) =>
    rules.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            path: [key, index, 'name'],
            problem: `Another rule is called ${name} too. Give each rule a name of its own; it stands in the audit trail.`,
          },
        ],
  );
}

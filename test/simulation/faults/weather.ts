import type { Duration } from '../../../shared/domain/duration.ts';
import type { ChannelName } from '../../../shared/domain/paging.ts';
import { rule } from '../../support/in-memory/cluster.ts';
import { sharedRole } from '../../support/in-memory/sights.ts';
import type { Dice } from '../time/chance.ts';
import { inspectPolicy, loners, ownRoleOf, simulatedEstate } from '../world/estate.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import { type Service, services } from './services.ts';

const minute = 60_000;

/** Where somebody else associates the access policy. */
export const strangersNamespace = 'legacy';

/** Something that changes around the functions for a while, or for good. Moments are milliseconds since the epoch. */
export interface Weather {
  /** The same in every run of the seed. */
  readonly key: string;
  readonly kind: WeatherKind;
  readonly from: number;
  readonly to: number;
  /** The account that it is about, where it is about one. */
  readonly whom?: string;
  readonly begin: (world: SimulatedWorld) => void;
  readonly end: (world: SimulatedWorld) => void;
}

export type WeatherKind =
  | 'cluster-down'
  | 'service-down'
  | 'phones-down'
  | 'reads-stale'
  | 'config-changed'
  | 'role-changed'
  | 'person-deactivated'
  | 'person-leaves-group'
  | 'stranger-makes-entry'
  | 'stranger-associates'
  | 'binding-removed'
  | 'subject-added'
  | 'orphan-planted'
  | 'machine-aborted';

type Kind = Omit<Weather, 'key' | 'from' | 'to' | 'kind'>;

/** Draws what happens around one run, between its start and the moment at which everything heals. */
export function weatherOf(dice: Dice, start: number, healed: number): readonly Weather[] {
  const several = (kind: WeatherKind, most: number, longest: number, make: (about: string) => Kind) =>
    Array.from({ length: dice.between(`${kind} times`, 0, most) }, (_, number): Weather => {
      const key = `${kind} ${number}`;
      const from = start + dice.between(`${key} from`, -1, 200) * minute;
      const lasts = 1 + dice.of(`${key} lasts`) ** 2 * longest;
      return { key, kind, from, to: Math.min(from + lasts * minute, healed), ...make(key) };
    });
  return [
    ...several('cluster-down', 1, 240, (key) => clusterDown(dice.pick(key, ['prod-eu', 'staging-eu']))),
    ...several('service-down', 1, 45, (key) => serviceDown(dice.pick(key, services))),
    ...several('phones-down', 2, 120, (key) => phoneDown(dice.pick(key, ['pagerduty', 'sns']))),
    ...several('reads-stale', 2, 120, (key) => readsStale(dice, key)),
    ...several('config-changed', 1, 120, (key) => configChanged(dice, key)),
    ...several('role-changed', 1, 120, (key) => roleChanged(dice.pick(key, ['view', 'edit', 'admin']))),
    ...several('person-deactivated', 1, 120, (key) =>
      personDeactivated(dice.pick(key, ['U0ALICE', 'U0BOB', 'U0CAROL', 'U0GINA'])),
    ),
    ...several('person-leaves-group', 1, 120, (key) => leavesGroup(dice.pick(key, ['U0BOB', 'U0CAROL']))),
    ...several('stranger-makes-entry', 1, 1, (key) =>
      strangersEntry(dice.pick(key, ['prod-eu', 'staging-eu'])),
    ),
    ...several('stranger-associates', 2, 1, (key) => strangersAssociation(dice.pick(key, loners))),
  ];
}

function clusterDown(name: string): Kind {
  const set = (down: boolean) => (world: SimulatedWorld) => {
    const cluster = world.clusters.get(name);
    if (cluster !== undefined) cluster.down = down;
  };
  return { begin: set(true), end: set(false) };
}

function serviceDown(service: Service): Kind {
  return {
    begin: ({ downServices }) => void downServices.add(service),
    end: ({ downServices }) => void downServices.delete(service),
  };
}

// One channel; where both are, nobody can be paged.
function phoneDown(channel: ChannelName): Kind {
  return {
    begin: ({ phones }) => void phones.down.add(channel),
    end: ({ phones }) => void phones.down.delete(channel),
  };
}

// EKS describes itself as eventually consistent within seconds; the authorizer follows a watch.
function readsStale(dice: Dice, key: string): Kind {
  const set = (entries: number, authorizer: number) => (world: SimulatedWorld) => {
    for (const cluster of world.clusters.values()) {
      cluster.entriesLag = entries;
      cluster.authorizerLag = authorizer;
    }
  };
  return {
    begin: set(dice.between(`${key} entries`, 0, 5000), dice.between(`${key} authorizer`, 0, 2000)),
    end: set(0, 0),
  };
}

// What needs no approval needs one, or rules get shorter, or a role is gone from access.yaml.
function configChanged(dice: Dice, key: string): Kind {
  const how = dice.pick(`${key} how`, ['shorter', 'no-edit', 'no-cluster'] as const);
  return {
    begin: (world) => {
      const { clusters, roles, rules } = world.estate;
      world.estate = {
        ...world.estate,
        clusters:
          how === 'no-cluster' ? new Map([...clusters].filter(([name]) => name !== 'prod-eu')) : clusters,
        roles: how === 'no-edit' ? new Map([...roles].filter(([name]) => name !== 'edit')) : roles,
        rules: how === 'shorter' ? rules.map((each) => ({ ...each, maxDuration: 15 as Duration })) : rules,
      };
    },
    end: (world) => {
      world.estate = simulatedEstate;
    },
  };
}

function roleChanged(name: string): Kind {
  const role = `k8s-access:${name}`;
  return {
    begin: (world) => {
      const rules = world.clusters.get('prod-eu')?.roles;
      rules?.set(role, [...(rules.get(role) ?? []), rule(['get'], ['secrets'])]);
    },
    end: (world) => {
      const rules = world.clusters.get('prod-eu')?.roles;
      rules?.set(role, (rules.get(role) ?? []).slice(0, -1));
    },
  };
}

function personDeactivated(userId: string): Kind {
  return {
    whom: userId,
    begin: ({ workspace, lambda }) => {
      workspace.change(userId, { deactivated: true });
      lambda.accept('user-change', { requestId: userId });
    },
    end: ({ workspace }) => workspace.change(userId, { deactivated: false }),
  };
}

function leavesGroup(userId: string): Kind {
  return {
    begin: ({ workspace }) => void workspace.groups.get('payments-leads')?.delete(userId),
    end: ({ workspace }) => void workspace.groups.get('payments-leads')?.add(userId),
  };
}

// Somebody else's entry for the role that everybody shares: used from then on, and never touched.
function strangersEntry(name: string): Kind {
  const entry = {
    principalArn: sharedRole,
    type: 'STANDARD',
    username: 'corp:{{SessionNameRaw}}',
    groups: [],
    generation: undefined,
  };
  return {
    begin: (world) => {
      const cluster = world.clusters.get(name);
      if (cluster === undefined || cluster.entries.has(sharedRole)) return;
      cluster.entries.set(sharedRole, entry);
      cluster.changed();
      world.strangersEntries.add(name);
    },
    end: () => {},
  };
}

// Somebody gives an entry of ours more than we did: theirs from then on, and never touched while the entry stands. Whoever
// comes in the middle of a change of ours is written over: EKS has no precondition that could prevent it.
function strangersAssociation(name: (typeof loners)[number]): Kind {
  return {
    begin: ({ clusters, strangersAssociations, records }) => {
      const cluster = clusters.get('staging-eu');
      const place = `${ownRoleOf(name)} ${inspectPolicy}`;
      if (!cluster?.entries.has(ownRoleOf(name)) || cluster.associations.has(place)) return;
      if (records.policyLeases.get(`staging-eu ${place}`)?.change !== undefined) return;
      cluster.associations.set(place, [strangersNamespace]);
      strangersAssociations.add(`staging-eu ${place}`);
    },
    end: () => {},
  };
}

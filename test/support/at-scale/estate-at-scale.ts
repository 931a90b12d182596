import { entryUsername, type SlackProfile } from '../../../shared/domain/identify.ts';
import { type IdentitySource, principalIn } from '../../../shared/domain/identity-source.ts';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import type { Principal } from '../../../shared/domain/person.ts';
import type { InStatus } from '../../../shared/domain/request.ts';
import type { ClusterName } from '../../../shared/domain/scope.ts';
import { bindingNameOf } from '../../../shared/domain/window.ts';
import { Cluster } from '../in-memory/cluster.ts';
import { openedOnStaging } from '../in-memory/lives.ts';
import { World } from '../in-memory/world.ts';
import { alice, sha256 } from '../records.ts';

/** How much there is of everything. */
export interface Scale {
  readonly clusters: number;
  /** Open windows in each cluster, each of another person. */
  readonly windows: number;
  /** What others have made in the cluster of this number. */
  readonly others: (cluster: number) => Others;
}

export interface Others {
  readonly roleBindings: number;
  readonly clusterRoleBindings: number;
  readonly entries: number;
}

// Each has an access entry of their own, so that there are as many leases as windows: more than sharing roles ever makes.
const everybodyTheirOwn: IdentitySource = {
  ...{ strategy: 'template', emailDomain: 'example.com', link: 'optional' },
  arn: { before: 'arn:aws:iam::111122223333:role/people/', after: '' },
};

/** A world of many clusters, full of windows that opened at noon for eight hours, and of what others made. */
export async function worldAtScale({ clusters, windows, others }: Scale): Promise<World> {
  const world = new World();
  const like = world.requestIn(await openedOnStaging(world, { duration: '8h' }), 'active');
  const [, staging] = [...world.estate.clusters].find(([name]) => name === 'staging-eu') ?? [];
  if (staging === undefined) throw new Error('the example has no staging-eu');
  const names = Array.from({ length: clusters }, (_, number) => `cluster-${number}` as ClusterName);
  world.identities = [everybodyTheirOwn];
  world.estate = { ...world.estate, clusters: new Map(names.map((name) => [name, { ...staging, name }])) };
  for (const map of [world.clusters, world.records.requests, world.records.leases]) map.clear();
  const people = Array.from({ length: windows }, (_, number) => addPerson(world, number));
  for (const [number, name] of names.entries()) {
    world.clusters.set(name, new Cluster());
    addOthers(world.cluster(name), others(number));
    for (const person of people) addWindow(world, name, person, like);
  }
  return world;
}

interface Holder {
  readonly person: SlackProfile;
  readonly principal: Principal;
}

function addPerson({ workspace }: World, number: number): Holder {
  const [like] = workspace.people.values();
  const email = `person-${number}@example.com`;
  const principal = principalIn(everybodyTheirOwn, email);
  if (like === undefined || principal === undefined) throw new Error(`${email} is nobody`);
  const person = { ...like, userId: `U0PERSON${number}`, name: `person-${number}`, email };
  workspace.people.set(person.userId, person);
  return { person, principal };
}

function addOthers(cluster: Cluster, others: Others): void {
  const clusterRole = 'deployer';
  for (let number = 0; number < others.roleBindings; number += 1) {
    cluster.bind({ namespace: 'platform', name: `team-${number}`, clusterRole, users: [`robot-${number}`] });
  }
  for (let number = 0; number < others.clusterRoleBindings; number += 1) {
    cluster.bind({ namespace: '*', name: `controller-${number}`, clusterRole, users: [`robot-${number}`] });
  }
  for (let number = 0; number < others.entries; number += 1) {
    const principalArn = `arn:aws:iam::111122223333:role/nodes-${number}`;
    const entry = { principalArn, type: 'EC2_LINUX', username: 'system:node:{{EC2PrivateDNSName}}' };
    cluster.entries.set(principalArn, { ...entry, groups: ['system:nodes'], generation: undefined });
  }
}

function addWindow(
  { records, clusters }: World,
  name: ClusterName,
  { person, principal }: Holder,
  like: InStatus<'active'>,
): void {
  const cluster = clusters.get(name);
  const id = requestIdFromHash(sha256(`${name} ${person.userId}`));
  const generation = `generation-${id}`;
  const { arn: principalArn, username } = principal;
  const bindings = like.scope.namespaces.flatMap((namespace) => {
    const named = { namespace, name: bindingNameOf(id) };
    const made = { ...named, clusterRole: 'k8s-access:edit', requestId: id, users: [username] };
    const uid = cluster?.bind(made).uid;
    return uid === undefined ? [] : [{ ...named, uid }];
  });
  records.requests.set(id, {
    ...like,
    ...{ id, principal, requester: { ...alice.person, ...person } },
    ...{ scope: { ...like.scope, cluster: name }, target: { ...like.target, cluster: name } },
    window: { ...like.window, username, bindings, entry: { arn: principalArn, ours: true } },
  });
  const lease = {
    cluster: name,
    principalArn,
    generation,
    version: 1,
    state: 'held',
    holders: [id],
  } as const;
  records.leases.set(`${name} ${principalArn}`, lease);
  const entry = { principalArn, type: 'STANDARD', username: entryUsername(principal), groups: [] };
  cluster?.entries.set(principalArn, { ...entry, generation });
}

import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { sha256 } from '../../support/records.ts';
import type { Dice } from '../time/chance.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import type { Weather, WeatherKind } from './weather.ts';

const minute = 60_000;

type Tamper = (world: SimulatedWorld, about: string, dice: Dice) => void;

/** What somebody with too much power does behind our back; only sweeps can find it. */
export function tamperingOf(dice: Dice, start: number): readonly Weather[] {
  return Object.entries(tampers).flatMap(([kind, tamper]) => {
    const key = kind;
    if (!dice.hits(key, 0.35)) return [];
    const from = start + dice.between(`${key} from`, 5, 200) * minute;
    const begin = (world: SimulatedWorld) => {
      tamper(world, key, dice);
      for (const cluster of world.clusters.values()) cluster.changed();
    };
    return [{ key, kind: kind as WeatherKind, from, to: from, begin, end: () => {} }];
  });
}

const tampers = {
  'binding-removed': (world, about, dice) => {
    const [id, cluster, uid] = someBinding(world, about, dice) ?? [];
    if (id === undefined || uid === undefined) return;
    cluster?.unbind(uid);
    world.tampered.set(id, world.timeline.now);
  },
  'subject-added': (world, about, dice) => {
    const [id, cluster, uid] = someBinding(world, about, dice) ?? [];
    if (id === undefined || uid === undefined) return;
    cluster?.setUsers(uid, ['k8s-access:judy@example.com', 'k8s-access:mallory@example.com']);
    world.tampered.set(id, world.timeline.now);
  },
  'orphan-planted': (world, about, dice) => {
    const records = [...world.records.requests.values()].filter(({ status }) => status === 'ended');
    const unknown = requestIdFromHash(sha256(about));
    const requestId = records[dice.between(`${about} of`, 0, 3)]?.id ?? unknown;
    const name = `k8s-access-${requestId}`;
    const users = ['k8s-access:judy@example.com'];
    const cluster = world.clusters.get('prod-eu');
    cluster?.bind({ requestId, namespace: 'platform', name, clusterRole: 'k8s-access:admin', users });
    world.tampered.set(requestId, world.timeline.now);
  },
  'machine-aborted': ({ executions }, about, dice) =>
    executions.abort((running) => running[dice.between(about, 0, Math.max(0, running.length - 1))]),
} satisfies Partial<Record<WeatherKind, Tamper>>;

function someBinding(world: SimulatedWorld, about: string, dice: Dice) {
  const open = [...world.records.requests.values()].filter(({ status }) => status === 'active');
  const request = open[dice.between(`${about} of`, 0, Math.max(0, open.length - 1))];
  if (request?.status !== 'active') return undefined;
  const uid = request.window.bindings[0]?.uid;
  const cluster = world.clusters.get(request.target.cluster);
  return [request.id satisfies RequestId, cluster, uid] as const;
}

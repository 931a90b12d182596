import { describe, expect, it } from 'vitest';
import { listBindings } from '../../../shared/adapters/kubernetes/binding-list.ts';
import { instantFrom, millisecondsOf } from '../../../shared/domain/instant.ts';
import type { ClusterRef } from '../../../shared/domain/request.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { sweep } from '../../../shared/usecases/sweep.ts';
import type { SweepReport } from '../../../shared/usecases/sweep-ports.ts';
import { Timeline } from '../../simulation/time/timeline.ts';
import { Distance, givenUpAfter } from '../../support/at-scale/distance.ts';
import { worldAtScale } from '../../support/at-scale/estate-at-scale.ts';
import { pagedLists } from '../../support/at-scale/paged-lists.ts';
import { Sweeps, sweepPorts } from '../../support/in-memory/sweeping.ts';
import { minutesAfterNoon } from '../../support/records.ts';

const clusters = 100;
const windows = 100;
/** Milliseconds that an invocation has, as in `infra/`. */
const invocation = 60_000;

const roleBindingsOfOthers = (number: number) => 350 + number * 10;
const entriesOfOthers = (number: number) => 40 + (number % 5) * 20;
const world = await worldAtScale({
  ...{ clusters, windows },
  others: (number) => ({
    roleBindings: roleBindingsOfOthers(number),
    clusterRoleBindings: 70,
    entries: entriesOfOthers(number),
  }),
});

interface Swept {
  readonly report: SweepReport;
  /** Milliseconds of simulated time. */
  readonly took: number;
  readonly calls: (name: string) => number;
}

/** One sweep of all there is, 30 minutes past noon, in simulated time. */
async function sweepAll(unreachable: readonly string[] = []): Promise<Swept> {
  const start = millisecondsOf(minutesAfterNoon(30));
  const timeline = new Timeline(start);
  const distance = new Distance(timeline);
  const ports = sweepPorts(world, new Sweeps(), distance);
  const list = async (ref: ClusterRef) => {
    await distance.reach(ref.cluster);
    if (unreachable.includes(ref.cluster)) {
      await timeline.pause(givenUpAfter);
      throw new DependencyError(`${ref.cluster} does not answer`);
    }
    const { bindings } = world.cluster(ref.cluster);
    const apis = pagedLists(bindings, (of) => distance.pass(`bindings.list ${of}`, () => {}));
    return listBindings(async (_, send) => ({ ok: true, value: await send(apis) }), ref);
  };
  // As the adapter does, which asks EKS for page after page of 100.
  const listEntries = async (ref: ClusterRef) => {
    const all = await ports.entries.list(ref);
    for (let from = 100; from < all.length; from += 100) await distance.pass('entries.list', () => {});
    return all;
  };
  const timed = {
    clock: () => instantFrom(timeline.now),
    timeLeft: () => start + invocation - timeline.now,
  };
  const lists = {
    bindings: { ...ports.bindings, list },
    entries: { ...ports.entries, list: listEntries },
  };
  const sweeping = sweep({ ...ports, ...timed, ...lists }, {}).then((report) => ({
    report,
    took: timeline.now - start,
    calls: (name: string) => distance.times(name),
  }));
  await timeline.run(start + invocation);
  return sweeping;
}

describe('a sweep over 100 clusters and 10,000 open windows', async () => {
  const { report, took, calls } = await sweepAll();

  it('looks at all of it in one invocation, in less than a minute', () => {
    expect(report).toEqual({ clusters, unreached: [], requests: clusters * windows, findings: [], left: [] });
    expect(world.reported).toEqual([]);
    expect(took).toBeLessThan(40_000);
  });

  it('lists as many pages as there are, and asks about no binding by itself', () => {
    const pages = (of: (cluster: number) => number, size: number) =>
      Array.from({ length: clusters }, (_, number) => Math.ceil(of(number) / size)).reduce((a, b) => a + b);
    // Ours are two in each window.
    expect(calls('bindings.list role bindings')).toBe(
      pages((number) => 2 * windows + roleBindingsOfOthers(number), 500),
    );
    expect(calls('bindings.list cluster role bindings')).toBe(clusters);
    expect(calls('entries.list')).toBe(pages((number) => windows + entriesOfOthers(number), 100));
    expect(['bindings.findUid', 'bindings.isTaken', 'witness.ask'].map(calls)).toEqual([0, 0, 0]);
  });

  it('describes 20 entries that are held and 20 that are not in each cluster, and the others in other sweeps', () => {
    expect(calls('entries.describe')).toBe(clusters * (20 + 20));
  });

  it('reads each record once, and looks after 40 people and 100 machines', () => {
    expect(calls('requests.find')).toBe(clusters * windows + 100);
    expect(['directory.profile', 'machines.start'].map(calls)).toEqual([40, 100]);
  });
});

it('clusters that do not answer for ten seconds keep none of the others waiting for the next sweep', async () => {
  const unreachable = ['cluster-0', 'cluster-20', 'cluster-40', 'cluster-60', 'cluster-99'];
  const { report, took } = await sweepAll(unreachable);
  expect(report).toMatchObject({ clusters, left: [] });
  expect(report.unreached.toSorted()).toEqual(unreachable.toSorted());
  expect(took).toBeLessThan(45_000);
});

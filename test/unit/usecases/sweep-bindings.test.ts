import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../shared/domain/audit-chain.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { diesOver } from '../../support/in-memory/runs.ts';
import { Sweeps, sweepOnce } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';
import { sha256 } from '../../support/records.ts';

const alices = 'k8s-access:alice@example.com';
const staging = (world: World) => world.cluster('staging-eu');
const nameOf = (id: RequestId) => `k8s-access-${id}`;

describe('an orphan', () => {
  it('is a binding of a request that is over: removed, on record, alarmed and told once', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const late = await diesOver(world, 'bindings.create', (ports) => openWindow(ports, id));
    world.toMinute(40);
    await sweepOnce(world);
    expect(world.request(id).status).toBe('failed');
    late.land();
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    await sweepOnce(world, sweeps);
    expect(staging(world).bindings).toEqual([]);
    expect(sweeps.told).toMatchObject([{ kind: 'orphan', request: id }]);
    const { head } = world.request(id);
    const events = world.records.eventsOf(id);
    expect(events.at(-1)?.fact.type).toBe('orphan-found');
    expect(verifyChain(events, head, sha256).sound).toBe(true);
    expect(world.request(id).status).toBe('failed');
  });

  it('is not touched before that is on record', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const late = await diesOver(world, 'bindings.create', (ports) => openWindow(ports, id));
    world.toMinute(40);
    await sweepOnce(world);
    late.land();
    const gate = new Gate();
    gate.fail('requests.save');
    await sweepOnce(world, new Sweeps(), { gate });
    expect(staging(world).bindings).toHaveLength(1);
    expect(gate.calls).not.toContain('bindings.remove');
  });

  it('may carry the marks of a request that there never was: that stands in the cluster’s own chain', async () => {
    const world = new World();
    const stranger = '7k3m9x2p4qab' as RequestId;
    staging(world).bind({
      ...{ namespace: 'payments', name: nameOf(stranger), clusterRole: 'k8s-access:admin' },
      ...{ requestId: stranger, users: [alices] },
    });
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect(staging(world).bindings).toEqual([]);
    expect(sweeps.events.map(({ fact }) => fact.type)).toEqual(['stray-found']);
    expect(world.alarms).toEqual(['orphan-removed']);
  });

  it('sweep reads records first: a request that opens while the cluster is listed loses nothing', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    const listings = [gate.stall('bindings.list'), gate.stall('bindings.list')];
    const sweeping = sweepOnce(world, new Sweeps(), { gate });
    await Promise.all(listings.map(({ sent }) => sent));
    await openWindow(world.ports(), id);
    for (const listing of listings) listing.land();
    await sweeping;
    expect(world.request(id).status).toBe('active');
    expect(staging(world).bindings).toHaveLength(2);
  });

  it('is not what opens after the cluster was listed, and its bindings are not missing from that list', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    const reading = gate.stall('requests.find');
    const sweeping = sweepOnce(world, new Sweeps(), { gate });
    await reading.sent;
    await openWindow(world.ports(), id);
    reading.land();
    await sweeping;
    expect(world.request(id).status).toBe('active');
    expect(staging(world).bindings).toHaveLength(2);
  });
});

describe('an open window', () => {
  it('whose binding is gone ends with drift, is closed by the same sweep, and is not given again', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.pass(60);
    const [gone] = staging(world).bindings;
    staging(world).unbind(gone?.uid ?? '');
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    const where = `${gone?.namespace}/${nameOf(id)}`;
    expect(world.requestIn(id, 'ended')).toMatchObject({
      cause: 'drift',
      found: [{ of: 'binding', where, problem: 'missing' }],
    });
    expect(staging(world).bindings).toEqual([]);
    expect(sweeps.told).toMatchObject([{ kind: 'drift', request: id, found: { problem: 'missing' } }]);
    expect(world.workspace.said).toContain('told ended');
    world.toMinute(10);
    await sweepOnce(world, sweeps);
    expect(staging(world).bindings).toEqual([]);
    expect(sweeps.told).toHaveLength(1);
  });

  it('whose binding names somebody else ends with drift, and the binding goes under its uid', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const [edited] = staging(world).bindings;
    staging(world).setUsers(edited?.uid ?? '', [alices, 'mallory']);
    await sweepOnce(world);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift', found: [{ problem: 'subjects' }] });
    expect(staging(world).bindings).toEqual([]);
  });

  it('whose binding was replaced under its name by one with our marks ends, and both are gone', async () => {
    const world = new World();
    const id = await openedOnStaging(world, { namespaces: 'payments' });
    world.pass(60);
    const [made] = staging(world).bindings;
    if (made === undefined) throw new Error('alice has a binding');
    staging(world).unbind(made.uid);
    staging(world).bind({ ...made, clusterRole: 'k8s-access:admin' });
    await sweepOnce(world);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift' });
    expect(staging(world).bindings).toEqual([]);
  });

  it('with everything in place costs one list, and changes nothing', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.pass(60);
    const before = world.request(id);
    const gate = new Gate();
    await sweepOnce(world, new Sweeps(), { gate });
    expect(world.request(id)).toEqual(before);
    expect(gate.calls.filter((call) => call.startsWith('bindings.'))).toEqual([
      'bindings.list',
      'bindings.list',
    ]);
  });
});

describe('planted access', () => {
  const plant = (world: World, name: string) =>
    staging(world).bind({
      ...{ namespace: 'payments', name, clusterRole: 'k8s-access:view', users: [alices] },
    });

  it('is named and alarmed for as long as it stands, told once, and left alone', async () => {
    const world = new World();
    const planted = plant(world, 'for-later');
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    await sweepOnce(world, sweeps);
    expect(sweeps.told).toMatchObject([{ kind: 'planted', binding: { where: 'payments/for-later' } }]);
    expect(world.alarms).toEqual(['planted-access', 'planted-access']);
    expect(staging(world).bindings).toEqual([planted]);
    staging(world).unbind(planted.uid);
    await sweepOnce(world, sweeps);
    expect(sweeps.events.map(({ fact }) => fact.type)).toEqual(['planted-found', 'planted-gone']);
  });

  it('under the very name of a window’s binding is named, and keeps no window from ending', async () => {
    const world = new World();
    const id = await openedOnStaging(world, { namespaces: 'payments' });
    const [made] = staging(world).bindings;
    staging(world).unbind(made?.uid ?? '');
    const planted = plant(world, nameOf(id));
    world.toMinute(63);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect(world.requestIn(id, 'ended').evidence).toMatchObject([
      { allowed: true, reason: expect.stringContaining(nameOf(id)) },
    ]);
    expect(sweeps.told.map(({ kind }) => kind)).toContain('planted');
    expect(world.alarms).toContain('access-remains');
    expect(staging(world).bindings).toEqual([planted]);
  });

  it('of somebody who is none of ours is no concern of ours', async () => {
    const world = new World();
    staging(world).bind({
      ...{ namespace: 'payments', name: 'ci', clusterRole: 'k8s-access:edit', users: ['ci-runner'] },
    });
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect([sweeps.told, sweeps.events, world.alarms]).toEqual([[], [], []]);
  });
});

import { describe, expect, it } from 'vitest';
import { EntryBusyError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { entryIn, leaseIn, sharedRole } from '../../support/in-memory/sights.ts';
import { Sweeps, sweepOnce } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';

/** An entry stands that has our tag, and no lease is on it. */
function entryWithoutLease(world: World) {
  const generation = 'lost';
  const username = 'k8s-access:{{SessionNameRaw}}';
  const entry = { principalArn: sharedRole, type: 'STANDARD', username, groups: [], generation };
  world.cluster('staging-eu').entries.set(sharedRole, entry);
}

describe('an access entry with our tag that nobody holds', () => {
  it('is removed, alarmed and on record', async () => {
    const world = new World();
    entryWithoutLease(world);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect([entryIn(world), leaseIn(world)]).toEqual([undefined, undefined]);
    expect(sweeps.told).toEqual([{ kind: 'orphan-entry', cluster: 'staging-eu', principalArn: sharedRole }]);
    expect(world.alarms).toEqual(['orphan-removed']);
    const entry = { principalArn: sharedRole, generation: 'lost' };
    expect(sweeps.events.map(({ fact }) => fact)).toEqual([{ type: 'stray-entry-found', entry }]);
  });

  it('keeps a newcomer waiting while it goes, who then has one of their own', async () => {
    const world = new World();
    entryWithoutLease(world);
    const gate = new Gate();
    const deletion = gate.stall('entries.delete');
    const sweeping = sweepOnce(world, new Sweeps(), { gate });
    await deletion.sent;
    const id = approvedOnStaging(world);
    expect(await outcomeOf(openWindow(world.ports(), id))).toBeInstanceOf(EntryBusyError);
    deletion.land();
    await sweeping;
    await openWindow(world.ports(), id);
    expect(entryIn(world)?.generation).toBe(leaseIn(world)?.generation);
    expect(leaseIn(world)).toMatchObject({ holders: [id] });
  });

  it('goes with a later sweep where the first died over it', async () => {
    const world = new World();
    entryWithoutLease(world);
    const gate = new Gate();
    gate.fail('entries.delete');
    await sweepOnce(world, new Sweeps(), { gate });
    expect(leaseIn(world)).toMatchObject({ state: 'deleting', deleter: 'sweep' });
    world.pass(91);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect([entryIn(world), leaseIn(world), sweeps.told]).toEqual([undefined, undefined, []]);
  });

  it('stays with the newcomer who was faster', async () => {
    const world = new World();
    entryWithoutLease(world);
    const gate = new Gate();
    const described = gate.stall('entries.describe');
    const sweeping = sweepOnce(world, new Sweeps(), { gate });
    await described.sent;
    const id = await openedOnStaging(world);
    described.land();
    await sweeping;
    expect([entryIn(world)?.generation, world.alarms]).toEqual(['lost', []]);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [id] });
    expect(world.request(id).status).toBe('active');
  });
});

describe('an access entry is left alone', () => {
  it('that is not ours', async () => {
    const world = new World();
    world.cluster('staging-eu').entries.set(sharedRole, {
      ...{ principalArn: sharedRole, type: 'STANDARD', username: 'sso:{{SessionNameRaw}}', groups: [] },
      generation: undefined,
    });
    await sweepOnce(world);
    expect(entryIn(world)).toBeDefined();
  });

  it('that an open window may rest on, though its lease is lost', async () => {
    const world = new World();
    await openedOnStaging(world);
    world.records.leases.clear();
    await sweepOnce(world);
    expect(entryIn(world)).toBeDefined();
  });
});

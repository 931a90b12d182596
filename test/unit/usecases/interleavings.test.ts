import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, entryIn, leaseIn, namedIn, sharedRole, usersIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob } from '../../support/records.ts';

const failure = { errorName: 'Lambda.Unknown' };

const untouched = new World();
const effectsOfOpening = (
  await callsOf(untouched, (ports) => openWindow(ports, approvedOnStaging(untouched)))
).filter((call) => /leases|entries.create|bindings/.test(call));

describe('late grant', () => {
  it.each([...new Set(effectsOfOpening)])(
    'late grant: %s stalls, its function dies, close finds nothing and ends, the call lands and names nobody',
    async (call) => {
      const world = new World();
      const id = approvedOnStaging(world);
      const late = await diesOver(world, call, (ports) => openWindow(ports, id));
      await closeWindow(world.ports(), id, failure);
      expect(world.request(id).status).toBe('failed');
      late.land();
      expect(usersIn(world)).toEqual([]);
    },
  );

  it('late grant: a subject that lands after the end meets another uid, and is refused', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const late = await diesOver(world, 'bindings.addSubject', (ports) => openWindow(ports, id));
    await closeWindow(world.ports(), id, failure);
    const binding = { namespace: 'checkout', name: `k8s-access-${id}`, clusterRole: 'k8s-access:edit' };
    world.cluster('staging-eu').bind({ ...binding, requestId: id, users: [] });
    expect(late.land()).toMatchObject({ name: 'BindingLostError' });
    expect(usersIn(world)).toEqual([]);
  });

  it('late grant: an opener that lives on after the close makes nothing that names anyone, and records nothing', async () => {
    for (const call of new Set(effectsOfOpening)) {
      const world = new World();
      const id = approvedOnStaging(world);
      const gate = new Gate();
      const stalled = gate.stall(call);
      const opener = outcomeOf(openWindow(world.ports(gate), id));
      await stalled.sent;
      await closeWindow(world.ports(), id, failure);
      stalled.land();
      // It may fail or find that nothing is left to do; either way it names nobody.
      await opener;
      expect(usersIn(world)).toEqual([]);
      expect(world.request(id).status).toBe('failed');
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });
});

describe('entry ABA', () => {
  it('entry ABA: the last one out stalls in its delete, a newcomer waits, the delete lands, the newcomer gets an entry of its own', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    world.toMinute(62);
    const gate = new Gate();
    const late = gate.stall('entries.delete');
    const closing = closeWindow(world.ports(gate), alices);
    await late.sent;
    const bobs = approvedOnStaging(world, { by: bob, at: world.now });
    expect(await outcomeOf(openWindow(world.ports(), bobs))).toMatchObject({ name: 'EntryBusyError' });
    late.land();
    expect(await closing).toEqual({ state: 'settled' });
    expect(entryIn(world)).toBeUndefined();
    await openWindow(world.ports(), bobs);
    expect(entryIn(world)?.generation).toBe(leaseIn(world)?.generation);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [bobs] });
  });

  it.each([0, 30, 89])(
    'entry ABA: the deleter dies, its close is repeated, and a delete that lands %i seconds later takes nothing from anyone',
    async (seconds) => {
      const world = new World();
      const alices = await openedOnStaging(world);
      world.toMinute(62);
      const late = await diesOver(world, 'entries.delete', (ports) => closeWindow(ports, alices));
      await closeWindow(world.ports(), alices);
      expect(world.request(alices).status).toBe('ended');
      const bobs = approvedOnStaging(world, { by: bob, at: world.now });
      world.pass(seconds);
      for (const _ of ['once', 'again']) {
        expect(await outcomeOf(openWindow(world.ports(), bobs))).toMatchObject({ name: 'EntryBusyError' });
      }
      late.land();
      world.pass(91);
      await openWindow(world.ports(), bobs);
      expect(world.request(bobs).status).toBe('active');
      expect(entryIn(world)).toBeDefined();
    },
  );

  it.each(['leases.write', 'entries.describe', 'entries.delete', 'leases.remove'])(
    'entry ABA: two close at once, one of whom stalls in %s; both done, a newcomer need not wait',
    async (call) => {
      const world = new World();
      const alices = await openedOnStaging(world);
      world.toMinute(62);
      const gate = new Gate();
      const stalled = gate.stall(call);
      const first = outcomeOf(closeWindow(world.ports(gate), alices));
      await stalled.sent;
      await outcomeOf(closeWindow(world.ports(), alices));
      stalled.land();
      await first;
      await closeWindow(world.ports(), alices);
      expect(world.request(alices).status).toBe('ended');
      const bobs = approvedOnStaging(world, { by: bob, at: world.now });
      await openWindow(world.ports(), bobs);
      expect(world.request(bobs).status).toBe('active');
    },
  );

  it('entry ABA: whoever deletes makes it known first, so that nobody joins what is about to go', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    const bobs = approvedOnStaging(world, { by: bob, duration: '8h' });
    const gate = new Gate();
    const joining = gate.stall('leases.write');
    const opening = outcomeOf(openWindow(world.ports(gate), bobs));
    await joining.sent;
    world.toMinute(62);
    await closeWindow(world.ports(), alices);
    expect(joining.land()).toBeInstanceOf(StaleRecordError);
    expect(await opening).toBeInstanceOf(StaleRecordError);
    expect(leaseIn(world)).toBeUndefined();
  });

  it('a newcomer who outwaits a deleter and then fails takes the entry along, and the late deleter leaves nothing', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    world.toMinute(62);
    await diesOver(world, 'entries.describe', (ports) => closeWindow(ports, alices));
    const bobs = approvedOnStaging(world, { by: bob, at: world.now });
    world.pass(91);
    await diesOver(world, 'bindings.create', (ports) => openWindow(ports, bobs));
    await closeWindow(world.ports(), alices);
    expect(entryIn(world)).toBeDefined();
    await closeWindow(world.ports(), bobs, failure);
    expect([entryIn(world), leaseIn(world)]).toEqual([undefined, undefined]);
  });

  it('entry ABA: the last one out loses to a newcomer who joined first, and leaves the entry', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    const bobs = approvedOnStaging(world, { by: bob, duration: '8h' });
    world.toMinute(29);
    const gate = new Gate();
    const releasing = gate.stall('leases.write');
    world.toMinute(62);
    const closing = outcomeOf(closeWindow(world.ports(gate), alices));
    await releasing.sent;
    world.toMinute(29);
    await openWindow(world.ports(), bobs);
    releasing.land();
    expect(await closing).toBeInstanceOf(StaleRecordError);
    world.toMinute(62);
    await closeWindow(world.ports(), alices);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [bobs] });
    expect(entryIn(world)).toBeDefined();
  });
});

describe('crash between create and record', () => {
  it('crash between create and record: a retry knows its own entry and binding, and does not adopt them', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const created = await diesOver(world, 'bindings.create', (ports) => openWindow(ports, id));
    created.land();
    const uid = world.cluster('staging-eu').bindings[0]?.uid;
    await openWindow(world.ports(), id);
    expect(world.requestIn(id, 'active').window.bindings[0]?.uid).toBe(uid);
    expect(world.records.eventsOf(id).find(({ fact }) => fact.type === 'made')?.fact).toMatchObject({
      entry: { ours: true },
    });
    world.toMinute(62);
    await closeWindow(world.ports(), id);
    expect(entryIn(world)).toBeUndefined();
  });

  it("crash between create and record: a retry does not claim a stranger's entry that came in between", async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    await diesOver(world, 'entries.create', (ports) => openWindow(ports, id));
    const theirs = {
      ...{ principalArn: sharedRole, type: 'STANDARD', username: 'k8s-access:{{SessionNameRaw}}' },
      ...{ groups: [], generation: undefined },
    };
    world.cluster('staging-eu').entries.set(sharedRole, theirs);
    await openWindow(world.ports(), id);
    expect(world.records.eventsOf(id).find(({ fact }) => fact.type === 'made')?.fact).toMatchObject({
      entry: { ours: false },
    });
    world.toMinute(62);
    await closeWindow(world.ports(), id);
    expect(entryIn(world)).toBe(theirs);
  });

  it("crash between create and record: a stranger's binding that took the name meanwhile is neither used nor deleted", async () => {
    const world = new World();
    const id = approvedOnStaging(world, { namespaces: 'payments' });
    await diesOver(world, 'bindings.create', (ports) => openWindow(ports, id));
    const stranger = { namespace: 'payments', name: `k8s-access-${id}`, clusterRole: 'k8s-access:edit' };
    world.cluster('staging-eu').bind({ ...stranger, users: ['mallory'] });
    await openWindow(world.ports(), id);
    await closeWindow(world.ports(), id);
    expect(world.requestIn(id, 'failed').abandoned.why).toBe('name-taken');
    expect(namedIn(world)).toEqual(['payments: mallory']);
  });
});

it('left behind: an opening that had looked at its lease makes the entry after the release has let go of it', async () => {
  const world = new World();
  const id = approvedOnStaging(world);
  await diesOver(world, 'bindings.create', (ports) => openWindow(ports, id));
  const gate = new Gate();
  gate.leave('entries.describe');
  const looking = gate.stall('entries.describe');
  const opening = outcomeOf(openWindow(world.ports(gate), id));
  await looking.sent;
  await release(world.ports(), { id, by: alice.person });
  await closeWindow(world.ports(), id);
  looking.land();
  expect(await opening).toBeInstanceOf(StaleRecordError);
  expect([leaseIn(world), entryIn(world)?.generation]).toEqual([undefined, 'generation-1']);
  world.pass(91);
  await closeWindow(world.ports(), id);
  expect(world.request(id).status).toBe('ended');
  expect([leaseIn(world), entryIn(world)]).toEqual([undefined, undefined]);
});

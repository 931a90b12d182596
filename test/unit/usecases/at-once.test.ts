import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, entryIn, factsOf, leaseIn, usersIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, carol, minutesAfterNoon } from '../../support/records.ts';

const failure = { errorName: 'Lambda.Unknown' };

const untouched = new World();
const effectsOfOpening = (
  await callsOf(untouched, (ports) => openWindow(ports, approvedOnStaging(untouched)))
).filter((call) => /leases|entries.create|bindings/.test(call));

describe('the same request, twice at once', () => {
  it('two close-window at once: one records the end, and both leave the same', async () => {
    for (const call of [
      'requests.save',
      'bindings.remove',
      'leases.write',
      'entries.delete',
      'witness.ask',
    ]) {
      const world = new World();
      const id = await openedOnStaging(world);
      world.toMinute(62);
      const gate = new Gate();
      const stalled = gate.stall(call);
      const slow = outcomeOf(closeWindow(world.ports(gate), id));
      await stalled.sent;
      await closeWindow(world.ports(), id);
      stalled.land();
      expect(await slow).toBeInstanceOf(StaleRecordError);
      expect(await closeWindow(world.ports(), id)).toEqual({ state: 'settled' });
      expect(factsOf(world, id).filter((fact) => fact === 'closed')).toHaveLength(1);
      expect([usersIn(world), entryIn(world)]).toEqual([[], undefined]);
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });

  it('two openers at once: one window opens, with one binding in each namespace and one holder', async () => {
    for (const call of new Set([...effectsOfOpening, 'requests.save', 'witness.ask'])) {
      const world = new World();
      const id = approvedOnStaging(world);
      const gate = new Gate();
      const stalled = gate.stall(call);
      const slow = outcomeOf(openWindow(world.ports(gate), id));
      await stalled.sent;
      await openWindow(world.ports(), id);
      stalled.land();
      await slow;
      expect(world.request(id).status).toBe('active');
      expect(usersIn(world)).toHaveLength(2);
      expect(leaseIn(world)).toMatchObject({ holders: [id] });
      expect(entryIn(world)?.generation).toBe(leaseIn(world)?.generation);
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });

  it('open-window and close-window at once: a stalled opener cannot open what its own end has closed', async () => {
    const world = new World();
    const id = approvedOnStaging(world, { duration: '5m' });
    const gate = new Gate();
    gate.leave('witness.ask');
    const answer = gate.stall('witness.ask');
    const opener = outcomeOf(openWindow(world.ports(gate), id));
    await answer.sent;
    expect(usersIn(world)).toHaveLength(2);
    world.toMinute(7);
    expect(await closeWindow(world.ports(), id)).toEqual({ state: 'settled' });
    answer.land();
    expect(await opener).toBeInstanceOf(Error);
    expect(world.requestIn(id, 'failed').abandoned).toEqual({ at: minutesAfterNoon(7), why: 'too-late' });
    expect(usersIn(world)).toEqual([]);
  });

  it('open-window and close-window at once: a subject that is added during the close is taken away by it', async () => {
    const world = new World();
    const id = approvedOnStaging(world, { namespaces: 'payments' });
    const opener = new Gate();
    const closer = new Gate();
    const patch = opener.stall('bindings.addSubject');
    const removal = closer.stall('bindings.remove');
    const opening = outcomeOf(openWindow(world.ports(opener), id));
    await patch.sent;
    const closing = closeWindow(world.ports(closer), id, failure);
    await removal.sent;
    patch.land();
    removal.land();
    expect(await closing).toEqual({ state: 'settled' });
    expect(await opening).toBeInstanceOf(Error);
    expect([usersIn(world), world.request(id).status]).toEqual([[], 'failed']);
  });
});

describe('two holders of one entry', () => {
  it('one lets go while a third one joins: nobody is lost, and the entry goes with the last', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    const bobs = await openedOnStaging(world, { by: bob, duration: '2h' });
    const carols = approvedOnStaging(world, { by: carol, at: minutesAfterNoon(60), duration: '2h' });
    world.toMinute(62);
    const gate = new Gate();
    const releasing = gate.stall('leases.write');
    const closing = outcomeOf(closeWindow(world.ports(gate), alices));
    await releasing.sent;
    await openWindow(world.ports(), carols);
    releasing.land();
    expect(await closing).toBeInstanceOf(StaleRecordError);
    await closeWindow(world.ports(), alices);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [bobs, carols].sort() });
    expect(entryIn(world)).toBeDefined();
    world.toMinute(182);
    await closeWindow(world.ports(), bobs);
    await closeWindow(world.ports(), carols);
    expect([entryIn(world), leaseIn(world)]).toEqual([undefined, undefined]);
  });
});

import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import {
  endOf,
  expectExtended,
  expectNotExtended,
  extending,
  newEnd,
  oldEnd,
  open,
  settle,
  warning,
} from '../../support/in-memory/extending.ts';
import {
  approvedExtensionOf,
  endsTold,
  extensionOf,
  openedOnProd,
} from '../../support/in-memory/extensions.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, minutesAfterNoon } from '../../support/records.ts';

const undisturbed = await extending();
const calls = await callsOf(undisturbed.world, (ports) => openWindow(ports, undisturbed.extension));

describe('an approved extension', () => {
  it('has the bindings tell the new end before the record says it, and then says so', async () => {
    const { world, id, extension } = undisturbed;
    expectExtended(undisturbed);
    expect(calls.indexOf('bindings.relabel')).toBeLessThan(calls.indexOf('requests.saveTogether'));
    expect(world.workspace.said.slice(-1)).toEqual(['told applied']);
    expect(await closeWindow(world.ports(), extension)).toEqual({ state: 'settled' });
    expect(world.records.told.has(`${extension} applied`)).toBe(true);
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({
      by: extension,
      from: oldEnd,
      to: newEnd,
    });
  });

  it('makes the machine of the window wait on when it wakes at the old end', async () => {
    const given = await extending();
    await open(given);
    given.world.now = oldEnd;
    expect(await closeWindow(given.world.ports(), given.id)).toEqual({ state: 'waiting', wakeAt: warning });
    expect(given.world.request(given.id).status).toBe('active');
    given.world.now = newEnd;
    expect(await closeWindow(given.world.ports(), given.id)).toEqual({ state: 'settled' });
    expect(given.world.requestIn(given.id, 'ended').cause).toBe('expired');
  });

  it('does nothing to the access entry, the subjects and the evidence', () => {
    expect(calls.filter((call) => /entries|leases|witness|addSubject|create/.test(call))).toEqual([]);
  });
});

describe('an extension after another', () => {
  it('is not undone by a relabelling of the first that comes late', async () => {
    const given = await extending();
    const { world, id, extension } = given;
    const gate = new Gate();
    const late = gate.stall('bindings.relabel');
    const opening = outcomeOf(openWindow(world.ports(gate), extension));
    await late.sent;
    gate.kill();
    await opening;
    await closeWindow(world.ports(), extension, { errorName: 'Lambda.Unknown' });
    const longer = await approvedExtensionOf(world, id, { duration: '1h', delivery: 'longer' });
    await openWindow(world.ports(), longer);
    late.land();
    expect(endsTold(world)).toEqual([endOf(given)]);
    expect(endOf(given)).toBe(minutesAfterNoon(122));
  });
});

describe('an extension that cannot be applied', () => {
  it('fails when the window is given back before, and the end stays', async () => {
    const given = await extending();
    await release(given.world.ports(), { id: given.id, by: alice.person });
    await closeWindow(given.world.ports(), given.id);
    await open(given);
    expect(await settle(given)).toEqual({ state: 'settled' });
    expectNotExtended(given, 'window-over');
    expect(given.world.workspace.said.at(-1)).toBe('told failed');
  });

  it('fails when somebody removed a binding, and the others tell the old end again', async () => {
    const world = new World();
    const { id, extension } = await onStaging(world);
    const [first, second] = world.cluster('staging-eu').bindings;
    world.cluster('staging-eu').unbind(second?.uid ?? '');
    await openWindow(world.ports(), extension);
    expect(world.cluster('staging-eu').bindings).toMatchObject([{ ...first }]);
    expect(await closeWindow(world.ports(), extension)).toEqual({ state: 'settled' });
    expect(world.requestIn(extension, 'failed').abandoned.why).toBe('binding-gone');
    expect(world.requestIn(id, 'active').window.closesAt).toBe(first?.closesAt);
  });

  it('fails when the cluster fails for longer than the machine tries, and may then be asked for again', async () => {
    const given = await extending();
    const { world, id, extension } = given;
    const gate = new Gate();
    gate.fail('bindings.relabel');
    expect(await outcomeOf(openWindow(world.ports(gate), extension))).toMatchObject({
      name: 'DependencyError',
    });
    expect(world.request(extension).status).toBe('approved');
    await closeWindow(world.ports(), extension, { errorName: 'DependencyError' });
    expectNotExtended(given, 'not-extended');
    expect(endOf(given)).toBe(oldEnd);
    await extensionOf(world, id, { delivery: 'again' });
  });

  it('is given up when nobody came to it before the end', async () => {
    const given = await extending();
    expect(await settle(given)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(60) });
    given.world.toMinute(60);
    expect(await settle(given)).toEqual({ state: 'settled' });
    expectNotExtended(given, 'not-extended');
    await open(given);
    expect(endOf(given)).toBe(oldEnd);
  });

  it('is not applied by an opener that comes back after it was given up', async () => {
    const given = await extending();
    const gate = new Gate();
    const writing = gate.stall('requests.saveTogether');
    const opening = outcomeOf(openWindow(given.world.ports(gate), given.extension));
    await writing.sent;
    await closeWindow(given.world.ports(), given.extension, { errorName: 'Lambda.Unknown' });
    writing.land();
    await opening;
    expectNotExtended(given, 'not-extended');
    expect(endOf(given)).toBe(oldEnd);
  });
});

async function onStaging(world: World) {
  const id = await openedOnStaging(world);
  return { id, extension: await extensionOf(world, id) };
}

describe('a window that ends while an extension waits for approval', () => {
  it.each(['released', 'its time was up'])('takes the extension along: %s', async (how) => {
    const world = new World();
    const id = await openedOnProd(world);
    world.toMinute(30);
    const extension = await extensionOf(world, id);
    if (how === 'released') await release(world.ports(), { id, by: alice.person });
    else world.now = oldEnd;
    expect(await closeWindow(world.ports(), id)).toEqual({ state: 'settled' });
    expect(world.requestIn(extension, 'lapsed').windowOver).toBe(true);
    expect(world.workspace.said).toContain('told lapsed');
    expect(chainOf(world, extension)).toMatchObject({ sound: true });
  });

  it('takes it along although the cluster is down and Slack too, as soon as somebody looks again', async () => {
    const world = new World();
    const id = await openedOnProd(world);
    world.toMinute(30);
    const extension = await extensionOf(world, id);
    await release(world.ports(), { id, by: alice.person });
    world.workspace.down = true;
    const gate = new Gate();
    gate.fail('bindings.findUid');
    expect(await outcomeOf(closeWindow(world.ports(gate), id))).toBeDefined();
    expect(world.request(extension).status).toBe('lapsed');
    expect(await closeWindow(world.ports(), id)).toMatchObject({ unsaid: { retryAfter: 0 } });
    world.workspace.down = false;
    expect(await closeWindow(world.ports(), id)).toEqual({ state: 'settled' });
    expect(world.workspace.said).toContain('told lapsed');
  });
});

import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import {
  approvedExtensionOf,
  endsTold,
  extensionOf,
  openedOnProd,
} from '../../support/in-memory/extensions.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, minutesAfterNoon } from '../../support/records.ts';

interface Given {
  readonly world: World;
  /** Of the request, whose window ends at 13:02. */
  readonly id: RequestId;
  /** Half an hour more, asked for and approved at 12:30 unless said otherwise. */
  readonly extension: RequestId;
}

async function approved(at = minutesAfterNoon(30)): Promise<Given> {
  const world = new World();
  const id = await openedOnProd(world);
  world.now = at;
  return { world, id, extension: await approvedExtensionOf(world, id) };
}

const oldEnd = minutesAfterNoon(62);
const newEnd = minutesAfterNoon(92);
/** Ten minutes before it, when the holder is warned. */
const warning = minutesAfterNoon(82);

const undisturbed = await approved();
const calls = await callsOf(undisturbed.world, (ports) => openWindow(ports, undisturbed.extension));
const everyCall = calls.map((call, index) => ({ number: index + 1, call }));
const everyEffect = everyCall.filter(({ call }) => !/find|wasTold/.test(call));

const endOf = ({ world, id }: Given) => world.requestIn(id, 'active').window.closesAt;

/** Exactly what one undisturbed extension leaves, whatever happened on the way. */
function expectExtended(given: Given): void {
  const { world, id, extension } = given;
  expect(endOf(given)).toBe(newEnd);
  expect(world.requestIn(extension, 'applied').closesAt).toBe(newEnd);
  expect(endsTold(world)).toEqual([newEnd]);
  expect(factsOf(world, id).slice(-2)).toEqual(['extension-asked', 'extended']);
  expect(factsOf(world, extension)).toEqual(['requested', 'decided', 'approved', 'applied']);
  for (const each of [id, extension]) expect(chainOf(world, each)).toMatchObject({ sound: true });
}

/** The extension came to nothing, and the access ends as it was to end. */
function expectFailed({ world, id, extension }: Given, why: string): void {
  expect(world.requestIn(extension, 'failed').abandoned.why).toBe(why);
  expect(factsOf(world, id)).not.toContain('extended');
  expect(chainOf(world, extension)).toMatchObject({ sound: true });
}

const open = ({ world, extension }: Given) => openWindow(world.ports(), extension);
const settle = ({ world, extension }: Given) => closeWindow(world.ports(), extension);

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
    const given = await approved();
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

describe('an extension that is repeated', () => {
  it.each(everyCall)(
    'adds its time once, although the first died after call $number, $call',
    async ({ number }) => {
      const given = await approved();
      const gate = new Gate();
      gate.dieAfter(number);
      await outcomeOf(openWindow(given.world.ports(gate), given.extension));
      expect(gate.killed).toBe(true);
      await open(given);
      await settle(given);
      expectExtended(given);
      expect(given.world.records.told.has(`${given.extension} applied`)).toBe(true);
    },
  );

  it.each(everyCall)(
    'adds its time once, although call $number, $call, failed after its effect',
    async ({ number }) => {
      const given = await approved();
      const gate = new Gate();
      gate.fail(number, 'after');
      await outcomeOf(openWindow(given.world.ports(gate), given.extension));
      await open(given);
      expectExtended(given);
    },
  );

  it.each(everyEffect)(
    'is not disturbed by call $number, $call, of a dead one that lands after it',
    async ({ number }) => {
      const given = await approved();
      const late = await diesOver(given.world, number, (ports) => openWindow(ports, given.extension));
      await open(given);
      late.land();
      expectExtended(given);
    },
  );

  it.each(everyCall)(
    'at the same time as another, which is at call $number, $call, adds its time once',
    async ({ number }) => {
      const given = await approved();
      const gate = new Gate();
      const stall = gate.stall(number);
      const first = outcomeOf(openWindow(given.world.ports(gate), given.extension));
      await stall.sent;
      await open(given);
      stall.land();
      expect(await first).toBeUndefined();
      expectExtended(given);
    },
  );

  it('goes on where another writer came between', async () => {
    const given = await approved();
    const gate = new Gate();
    const stall = gate.stall('requests.saveTogether');
    const first = openWindow(given.world.ports(gate), given.extension);
    await stall.sent;
    const { world, id } = given;
    const record = world.request(id);
    world.records.requests.set(id, { ...record, version: record.version + 1 });
    stall.land();
    await first;
    expect(endOf(given)).toBe(newEnd);
  });
});

describe('the last second before the end', () => {
  const lastMoment = minutesAfterNoon(61 + 59 / 60);

  it('an extension that is written first moves the end, and the close that was on its way loses', async () => {
    const given = await approved(lastMoment);
    const gate = new Gate();
    const closing = gate.stall('requests.save');
    given.world.now = oldEnd;
    const close = outcomeOf(closeWindow(given.world.ports(gate), given.id));
    await closing.sent;
    given.world.now = lastMoment;
    await open(given);
    given.world.now = oldEnd;
    closing.land();
    expect(await close).toMatchObject({ name: 'StaleRecordError' });
    expectExtended(given);
    expect(await closeWindow(given.world.ports(), given.id)).toEqual({ state: 'waiting', wakeAt: warning });
  });

  it('an extension that comes after the close fails, and the window ends as it was to end', async () => {
    const given = await approved(lastMoment);
    const gate = new Gate();
    const extending = gate.stall('requests.saveTogether');
    const opening = outcomeOf(openWindow(given.world.ports(gate), given.extension));
    await extending.sent;
    given.world.now = oldEnd;
    await closeWindow(given.world.ports(), given.id);
    extending.land();
    expect(await opening).toBeUndefined();
    await settle(given);
    expectFailed(given, 'window-over');
    expect(given.world.requestIn(given.id, 'ended').window.closesAt).toBe(oldEnd);
  });

  it('an extension that finds the end passed fails, though nobody has closed the window yet', async () => {
    const given = await approved(lastMoment);
    given.world.now = oldEnd;
    await open(given);
    await settle(given);
    expectFailed(given, 'window-over');
    expect(await closeWindow(given.world.ports(), given.id)).toEqual({ state: 'settled' });
  });

  it('relabelling that takes until after the end does not move it', async () => {
    const given = await approved(lastMoment);
    const gate = new Gate();
    const relabelling = gate.stall('bindings.relabel');
    const opening = openWindow(given.world.ports(gate), given.extension);
    await relabelling.sent;
    given.world.now = oldEnd;
    relabelling.land();
    await opening;
    await settle(given);
    expectFailed(given, 'window-over');
    expect(given.world.requestIn(given.id, 'active').window.closesAt).toBe(oldEnd);
  });
});

describe('an extension that cannot be applied', () => {
  it('fails when the window is given back before, and the end stays', async () => {
    const given = await approved();
    await release(given.world.ports(), { id: given.id, by: alice.person });
    await closeWindow(given.world.ports(), given.id);
    await open(given);
    expect(await settle(given)).toEqual({ state: 'settled' });
    expectFailed(given, 'window-over');
    expect(given.world.workspace.said.at(-1)).toBe('told failed');
  });

  it('fails when somebody removed a binding, and the others tell the old end again', async () => {
    const world = new World();
    const { id, extension } = await onStaging(world);
    const [first, second] = world.cluster('staging-eu').bindings;
    world.cluster('staging-eu').unbind(second?.uid ?? '');
    await openWindow(world.ports(), extension);
    expect(world.cluster('staging-eu').bindings).toEqual([first]);
    expect(await closeWindow(world.ports(), extension)).toEqual({ state: 'settled' });
    expect(world.requestIn(extension, 'failed').abandoned.why).toBe('binding-gone');
    expect(world.requestIn(id, 'active').window.closesAt).toBe(first?.closesAt);
  });

  it('fails when the cluster fails for longer than the machine tries, and may then be asked for again', async () => {
    const given = await approved();
    const { world, id, extension } = given;
    const gate = new Gate();
    gate.fail('bindings.relabel');
    expect(await outcomeOf(openWindow(world.ports(gate), extension))).toMatchObject({
      name: 'DependencyError',
    });
    expect(world.request(extension).status).toBe('approved');
    await closeWindow(world.ports(), extension, { errorName: 'DependencyError' });
    expectFailed(given, 'not-extended');
    expect(endOf(given)).toBe(oldEnd);
    await extensionOf(world, id, { delivery: 'again' });
  });

  it('is given up when nobody came to it before the end', async () => {
    const given = await approved();
    expect(await settle(given)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(60) });
    given.world.toMinute(60);
    expect(await settle(given)).toEqual({ state: 'settled' });
    expectFailed(given, 'not-extended');
    await open(given);
    expect(endOf(given)).toBe(oldEnd);
  });

  it('is not applied by an opener that comes back after it was given up', async () => {
    const given = await approved();
    const gate = new Gate();
    const writing = gate.stall('requests.saveTogether');
    const opening = outcomeOf(openWindow(given.world.ports(gate), given.extension));
    await writing.sent;
    await closeWindow(given.world.ports(), given.extension, { errorName: 'Lambda.Unknown' });
    writing.land();
    await opening;
    expectFailed(given, 'not-extended');
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

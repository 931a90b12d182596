import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
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
import { Gate } from '../../support/in-memory/gate.ts';
import { callsOf, diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { minutesAfterNoon } from '../../support/records.ts';

const undisturbed = await extending();
const calls = await callsOf(undisturbed.world, (ports) => openWindow(ports, undisturbed.extension));
const everyCall = calls.map((call, index) => ({ number: index + 1, call }));
const everyEffect = everyCall.filter(({ call }) => !/find|wasTold/.test(call));

describe('an extension that is repeated', () => {
  it.each(everyCall)(
    'adds its time once, although the first died after call $number, $call',
    async ({ number }) => {
      const given = await extending();
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
      const given = await extending();
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
      const given = await extending();
      const late = await diesOver(given.world, number, (ports) => openWindow(ports, given.extension));
      await open(given);
      late.land();
      expectExtended(given);
    },
  );

  it.each(everyCall)(
    'at the same time as another, which is at call $number, $call, adds its time once',
    async ({ number }) => {
      const given = await extending();
      const gate = new Gate();
      const stall = gate.stall(number);
      const first = outcomeOf(openWindow(given.world.ports(gate), given.extension));
      await stall.sent;
      await open(given);
      stall.land();
      await first;
      // One that was overtaken at the cluster is asked again by its machine.
      await open(given);
      expectExtended(given);
    },
  );

  it('goes on where another writer came between', async () => {
    const given = await extending();
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
    const given = await extending(lastMoment);
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
    const given = await extending(lastMoment);
    const gate = new Gate();
    const writing = gate.stall('requests.saveTogether');
    const opening = outcomeOf(openWindow(given.world.ports(gate), given.extension));
    await writing.sent;
    given.world.now = oldEnd;
    await closeWindow(given.world.ports(), given.id);
    writing.land();
    expect(await opening).toBeUndefined();
    await settle(given);
    expectNotExtended(given, 'window-over');
    expect(given.world.requestIn(given.id, 'ended').window.closesAt).toBe(oldEnd);
  });

  it('an extension that finds the end passed fails, though nobody has closed the window yet', async () => {
    const given = await extending(lastMoment);
    given.world.now = oldEnd;
    await open(given);
    await settle(given);
    expectNotExtended(given, 'window-over');
    expect(await closeWindow(given.world.ports(), given.id)).toEqual({ state: 'settled' });
  });

  it('relabelling that takes until after the end does not move it', async () => {
    const given = await extending(lastMoment);
    const gate = new Gate();
    const relabelling = gate.stall('bindings.relabel');
    const opening = openWindow(given.world.ports(gate), given.extension);
    await relabelling.sent;
    given.world.now = oldEnd;
    relabelling.land();
    await opening;
    await settle(given);
    expectNotExtended(given, 'window-over');
    expect(given.world.requestIn(given.id, 'active').window.closesAt).toBe(oldEnd);
  });
});

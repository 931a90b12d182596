import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf, leaseIn, namedIn, sharedRole, usersIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';

const untouched = new World();
const calls = await callsOf(untouched, (ports) => openWindow(ports, approvedOnStaging(untouched)));
const everyCall = calls.map((call, index) => ({ number: index + 1, call }));
const isRead = (call: string) => /find|describe|rulesOf|ask|wasTold/.test(call);
const everyEffect = everyCall.filter(({ call }) => !isRead(call));

/** Exactly what one undisturbed opening leaves, whatever happened on the way. */
function expectOpen(world: World, id: RequestId): void {
  const { entries } = world.cluster('staging-eu');
  const lease = leaseIn(world);
  expect(namedIn(world)).toEqual([
    'checkout: k8s-access:alice@example.com',
    'payments: k8s-access:alice@example.com',
  ]);
  expect([...entries.keys()]).toEqual([sharedRole]);
  expect(lease).toMatchObject({ state: 'held', holders: [id] });
  expect(entries.get(sharedRole)?.generation).toBe(lease?.generation);
  const { window } = world.requestIn(id, 'active');
  expect(window.bindings.map(({ uid }) => uid).sort()).toEqual(
    world
      .cluster('staging-eu')
      .bindings.map(({ uid }) => uid)
      .sort(),
  );
  const facts = factsOf(world, id);
  expect(facts.filter((fact) => fact === 'window-fixed' || fact === 'opened')).toEqual([
    'window-fixed',
    'opened',
  ]);
  expect(chainOf(world, id)).toMatchObject({ sound: true });
}

describe('an opening that is repeated', () => {
  it.each(everyCall)('opens once, although the first died after call $number, $call', async ({ number }) => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    gate.dieAfter(number);
    await outcomeOf(openWindow(world.ports(gate), id));
    expect(gate.killed).toBe(true);
    const fixed = windowOf(world, id)?.closesAt;
    world.pass(120);
    await openWindow(world.ports(), id);
    expectOpen(world, id);
    if (fixed !== undefined) expect(windowOf(world, id)?.closesAt).toBe(fixed);
    // The window machine asks close-window next, which says what the dead opening could not.
    await closeWindow(world.ports(), id);
    const told = world.workspace.said.filter((what) => what === 'told active');
    expect(told).toHaveLength(calls[number - 1] === 'messenger.tellRequester' ? 2 : 1);
  });

  it.each(everyCall)(
    'opens once, although call $number, $call, failed after its effect',
    async ({ number }) => {
      const world = new World();
      const id = approvedOnStaging(world);
      const gate = new Gate();
      gate.fail(number, 'after');
      await outcomeOf(openWindow(world.ports(gate), id));
      await openWindow(world.ports(), id);
      expectOpen(world, id);
    },
  );

  it.each(everyEffect)(
    'is not disturbed by call $number, $call, of a dead one that lands after it',
    async ({ number }) => {
      const world = new World();
      const id = approvedOnStaging(world);
      const late = await diesOver(world, number, (ports) => openWindow(ports, id));
      await openWindow(world.ports(), id);
      late.land();
      expectOpen(world, id);
      world.toMinute(70);
      await closeWindow(world.ports(), id);
      expect(namedIn(world)).toEqual([]);
      expect(world.cluster('staging-eu').entries.size).toBe(0);
      expect(leaseIn(world)).toBeUndefined();
    },
  );

  it.each(everyEffect)(
    'gives nobody anything when call $number, $call, of a dead one lands after the close',
    async ({ number }) => {
      const world = new World();
      const id = approvedOnStaging(world);
      const late = await diesOver(world, number, (ports) => openWindow(ports, id));
      await openWindow(world.ports(), id);
      world.toMinute(70);
      await closeWindow(world.ports(), id);
      late.land();
      expect(world.request(id).status).toBe('ended');
      expect(usersIn(world)).toEqual([]);
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    },
  );
});

function windowOf(world: World, id: RequestId) {
  const request = world.request(id);
  return 'window' in request ? request.window : undefined;
}

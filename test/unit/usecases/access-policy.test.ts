import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { EntryBusyError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import {
  aliceAlone,
  approved,
  associated,
  cluster,
  grant,
  opened,
  place,
} from '../../support/in-memory/policy-windows.ts';
import { diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, scope } from '../../support/records.ts';

/** Another window holds her entry all day, which would take its associations along when it goes. */
const keepEntry = (world: World) =>
  openedOnStaging(world, { by: aliceAlone, namespaces: 'checkout', duration: '8h' });

describe('a window of an access policy', () => {
  it('associates it with the entry of its holder alone, in its namespaces, without a binding, and takes it away', async () => {
    const world = new World();
    const id = await opened(world, 'payments,checkout');
    expect(associated(world)).toEqual(['checkout', 'payments']);
    expect(cluster(world).bindings).toEqual([]);
    expect(world.requestIn(id, 'active').window.bindings).toEqual([]);
    world.toMinute(63);
    await closeWindow(world.ports(), id);
    expect(world.requestIn(id, 'ended').evidence).toEqual([]);
    expect(associated(world)).toBeUndefined();
    expect(cluster(world).entries.size).toBe(0);
    expect(world.records.policyLeases.size).toBe(0);
  });

  it('holds what another of the same person holds, too, and leaves it theirs when it ends', async () => {
    const world = new World();
    const first = await opened(world, 'payments,checkout');
    const second = await opened(world, 'checkout,platform', { duration: '2h' });
    expect(associated(world)).toEqual(['checkout', 'payments', 'platform']);
    world.toMinute(63);
    await closeWindow(world.ports(), first);
    expect(associated(world)).toEqual(['checkout', 'platform']);
    expect(world.requestIn(first, 'ended').evidence.map(({ namespace }) => namespace)).toEqual(['checkout']);
    world.toMinute(123);
    await closeWindow(world.ports(), second);
    expect(associated(world)).toBeUndefined();
  });

  it('of a role that many hold is refused when it is asked for', async () => {
    const world = new World();
    const roles = new Map(
      [...world.estate.roles].map(([name, role]) => [name, { ...role, grant, scope: 'namespace' as const }]),
    );
    world.estate = { ...world.estate, roles };
    const { scope: wanted, duration, reason, id } = asked({ scope: scope('staging-eu', 'payments', 'view') });
    const answer = await requestAccess(world.ports(), {
      id,
      requester: alice.person,
      scope: wanted,
      duration,
      reason,
    });
    expect(answer).toMatchObject({ outcome: 'refused', refusal: { code: 'needs-own-principal' } });
    expect(world.records.requests.size).toBe(0);
  });

  it('of a role that many hold opens nothing', async () => {
    const world = new World();
    const id = await opened(world, 'payments', { by: alice });
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe('policy-for-others');
    expect(cluster(world).entries.size).toBe(0);
  });

  it.each([[['payments']], [['platform']], [['*']]])(
    'beside an association of %j that was there before opens nothing, and leaves it as it is',
    async (theirs) => {
      const world = new World();
      await keepEntry(world);
      cluster(world).associations.set(place, theirs);
      const id = await opened(world, 'payments');
      expect(world.requestIn(id, 'approved').abandoned?.why).toBe('policy-taken');
      await closeWindow(world.ports(), id);
      expect(world.request(id).status).toBe('failed');
      expect(associated(world)).toEqual(theirs);
      expect(world.records.policyLeases.size).toBe(0);
    },
  );

  it('whose association somebody widened leaves that, and names it at the end', async () => {
    const world = new World();
    await keepEntry(world);
    const id = await opened(world, 'payments');
    cluster(world).associations.set(place, ['payments', 'platform']);
    world.toMinute(63);
    await closeWindow(world.ports(), id);
    expect(world.requestIn(id, 'ended').evidence).toMatchObject([{ namespace: 'payments', allowed: true }]);
  });

  it('is opened once, however often its opener dies', async () => {
    for (const call of [
      'policyLeases.write',
      'policies.associate',
      'policies.find',
      'policyLeases.write',
    ] as const) {
      const world = new World();
      const id = approved(world, 'payments');
      const gate = new Gate();
      gate.fail(call);
      await outcomeOf(openWindow(world.ports(gate), id));
      world.pass(100);
      await openWindow(world.ports(), id);
      expect(world.request(id).status).toBe('active');
      expect(associated(world)).toEqual(['payments']);
    }
  });

  it('late association: one that stalls until after the end gives nothing that is not taken away', async () => {
    const world = new World();
    const id = approved(world, 'payments', { duration: '5m' });
    const gate = new Gate();
    const late = gate.stall('policies.associate');
    const run = outcomeOf(openWindow(world.ports(gate), id));
    await late.sent;
    world.toMinute(8);
    const close = () => closeWindow(world.ports(), id, { errorName: 'Sandbox.Timedout' });
    const early = outcomeOf(close());
    // Minute 8 is past the deadline of the stalled call: nothing can come after the closing that follows.
    late.land();
    await run;
    await early;
    await outcomeOf(close());
    expect(associated(world)).toBeUndefined();
  });

  it('is not closed while a call of its opener can still land', async () => {
    const world = new World();
    const id = approved(world, 'payments');
    const gate = new Gate();
    const late = gate.stall('policies.associate');
    const run = outcomeOf(openWindow(world.ports(gate), id));
    await late.sent;
    const close = () => closeWindow(world.ports(), id, { errorName: 'Sandbox.Timedout' });
    await expect(close()).rejects.toThrow(EntryBusyError);
    expect(cluster(world).entries.size).toBe(1);
    late.land();
    await run;
    world.pass(120);
    await close();
    expect(world.request(id).status).toBe('failed');
    expect(associated(world)).toBeUndefined();
    expect(cluster(world).entries.size).toBe(0);
  });

  // Found by the fault simulation.
  it('is not over while nobody knows whether its share went, though another window’s end has taken up the change', async () => {
    const world = new World();
    await keepEntry(world);
    const [one, other] = [await opened(world, 'payments'), await opened(world, 'platform')];
    const closeWithoutEks = async (id: typeof one) => {
      const gate = new Gate();
      gate.fail('policies.find');
      await outcomeOf(closeWindow(world.ports(gate), id));
    };
    world.toMinute(63);
    await closeWithoutEks(one);
    world.toMinute(65);
    await closeWithoutEks(other);
    await expect(closeWindow(world.ports(), one)).rejects.toThrow(EntryBusyError);
    expect(associated(world)).toEqual(['payments', 'platform']);
    world.toMinute(67);
    await closeWindow(world.ports(), one);
    expect([world.request(one).status, associated(world)]).toEqual(['ended', undefined]);
  });

  // Found by the fault simulation.
  it('does not give again what a request that is over is written down for, by a write that came late', async () => {
    const world = new World();
    await keepEntry(world);
    const one = approved(world, 'payments', { duration: '5m' });
    const late = await diesOver(world, 'policyLeases.write', (ports) => openWindow(ports, one));
    world.toMinute(4);
    await closeWindow(world.ports(), one, { errorName: 'Sandbox.Timedout' });
    expect(world.request(one).status).toBe('failed');
    late.land();
    expect(world.records.policyLeases.size).toBe(1);
    world.toMinute(6);
    await opened(world, 'platform');
    expect(associated(world)).toEqual(['platform']);
  });
});

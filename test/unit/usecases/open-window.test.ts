import { describe, expect, it } from 'vitest';
import { NoEvidenceError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, entryIn, leaseIn, namedIn, sharedRole } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, minutesAfterNoon } from '../../support/records.ts';

const aliceIn = (...namespaces: string[]) =>
  namespaces.map((namespace) => `${namespace}: k8s-access:alice@example.com`);

describe('opening a window', () => {
  it('puts the access in place, for the person alone, and says so once', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    expect(namedIn(world)).toEqual(aliceIn('checkout', 'payments'));
    expect([...world.cluster('staging-eu').entries.values()]).toEqual([
      {
        principalArn: sharedRole,
        type: 'STANDARD',
        username: 'k8s-access:{{SessionNameRaw}}',
        groups: [],
        generation: leaseIn(world)?.generation,
      },
    ]);
    expect(world.requestIn(id, 'active').window.closesAt).toBe(minutesAfterNoon(62));
    expect(world.workspace.said).toEqual(['told active']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('records what it will do before each effect, and says nothing that is not recorded', async () => {
    const world = new World();
    const gate = new Gate();
    await openWindow(world.ports(gate), approvedOnStaging(world));
    const effects = gate.calls.filter(
      (call) => !/find|describe|rulesOf|wasTold|shown|writeShown|messenger.update/.test(call),
    );
    expect(effects).toEqual([
      'witness.ask',
      'requests.save',
      'leases.write',
      'entries.create',
      'bindings.create',
      'bindings.create',
      'requests.save',
      'bindings.addSubject',
      'bindings.addSubject',
      'witness.ask',
      'requests.save',
      'messenger.tellRequester',
      'notices.markTold',
    ]);
  });

  it('names nobody in a binding whose uid is not on record', async () => {
    const world = new World();
    const gate = new Gate();
    const id = approvedOnStaging(world);
    const patch = gate.stall('bindings.addSubject');
    const run = openWindow(world.ports(gate), id);
    await patch.sent;
    const standing = world.cluster('staging-eu').bindings;
    expect(
      world
        .requestIn(id, 'approved')
        .window?.bindings.map(({ uid }) => uid)
        .sort(),
    ).toEqual(standing.map(({ uid }) => uid).sort());
    expect(standing.flatMap(({ users }) => users)).toEqual([]);
    patch.land();
    await run;
  });

  it('does nothing for a request that nobody approved, or that is open already', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const gate = new Gate();
    await openWindow(world.ports(gate), id);
    expect(gate.calls).toEqual(['requests.find']);
  });

  it('waits for an authorizer that learns late, and says active only after its yes', async () => {
    const world = new World();
    world.cluster('staging-eu').authorizeAsNow(4);
    const id = await openedOnStaging(world);
    expect(world.requestIn(id, 'active').activeAt).toBe('2026-11-21T12:02:00.600Z');
  });

  it('is tried again, and not given up, where the cluster never says yes', async () => {
    const world = new World();
    world.cluster('staging-eu').authorizeAsNow(16);
    const id = approvedOnStaging(world);
    expect(await outcomeOf(openWindow(world.ports(), id))).toBeInstanceOf(NoEvidenceError);
    expect(world.requestIn(id, 'approved').abandoned).toBeUndefined();
    await openWindow(world.ports(), id);
    expect(world.request(id).status).toBe('active');
  });

  it('opens although Slack is down', async () => {
    const world = new World();
    world.workspace.down = true;
    const id = await openedOnStaging(world);
    expect(world.request(id).status).toBe('active');
    expect(world.reported).toEqual(['tell the requester']);
  });
});

describe('the access entry', () => {
  it('is shared: who comes second joins the lease and makes no other', async () => {
    const world = new World();
    const first = await openedOnStaging(world);
    const entry = entryIn(world);
    const gate = new Gate();
    const second = approvedOnStaging(world, { by: bob });
    await openWindow(world.ports(gate), second);
    expect(gate.calls).not.toContain('entries.create');
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [first, second].sort() });
    expect(entryIn(world)).toBe(entry);
  });

  it('that was there before is used: its template names the person, its groups count, its tag is none of ours', async () => {
    const world = new World();
    const entry = {
      ...{ principalArn: sharedRole, type: 'STANDARD', username: 'sso:{{SessionNameRaw}}' },
      ...{ groups: ['developers'], generation: undefined },
    };
    world.cluster('staging-eu').entries.set(sharedRole, entry);
    const id = await openedOnStaging(world);
    expect(namedIn(world)).toEqual(['checkout: sso:alice@example.com', 'payments: sso:alice@example.com']);
    expect(world.requestIn(id, 'active').window.groups).toEqual(['developers']);
    const made = world.records.eventsOf(id).find(({ fact }) => fact.type === 'made');
    expect(made?.fact).toMatchObject({ entry: { arn: sharedRole, ours: false } });
  });

  it('that is not visible yet is waited for, and is ours when it is', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    world.cluster('staging-eu').describeAsNow(4);
    expect(await outcomeOf(openWindow(world.ports(), id))).toMatchObject({ name: 'EntryBusyError' });
    await openWindow(world.ports(), id);
    const made = world.records.eventsOf(id).find(({ fact }) => fact.type === 'made');
    expect(made?.fact).toMatchObject({ entry: { ours: true } });
    expect(leaseIn(world)).toMatchObject({ holders: [id], version: 1 });
  });
});

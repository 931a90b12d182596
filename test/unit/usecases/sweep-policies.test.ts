import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import {
  approved,
  arn,
  associated,
  cluster,
  opened,
  ownRole,
  place,
  worldOfOwnRoles,
} from '../../support/in-memory/policy-windows.ts';
import { diesOver } from '../../support/in-memory/runs.ts';
import { Sweeps, sweepOnce } from '../../support/in-memory/sweeping.ts';

describe('an association that open windows rest on', () => {
  it('and that somebody removed ends them all, for good, and is told', async () => {
    const world = worldOfOwnRoles();
    const ids = [await opened(world, 'payments'), await opened(world, 'platform', { duration: '2h' })];
    world.pass(120);
    cluster(world).associations.delete(place);
    const sweeps = new Sweeps();
    const gate = new Gate();
    await sweepOnce(world, sweeps, { gate });
    // Both close at once, and one waits for the other.
    await sweepOnce(world, sweeps, { gate });
    for (const id of ids) {
      expect(world.requestIn(id, 'ended')).toMatchObject({
        cause: 'drift',
        found: [{ of: 'policy', where: `AmazonEKSViewPolicy of ${ownRole}`, problem: 'missing' }],
      });
    }
    expect(sweeps.told.map(({ kind }) => kind)).toEqual(['drift', 'drift']);
    expect(world.alarms).toEqual(['access-drifted', 'access-drifted']);
    expect(gate.calls).not.toContain('policies.associate');
    expect([associated(world), world.records.policyLeases.size]).toEqual([undefined, 0]);
  });

  it.each([[['payments', 'platform']], [['platform']], [['pay*']]])(
    'and whose namespaces somebody made %j ends them too',
    async (edited) => {
      const world = worldOfOwnRoles();
      const id = await opened(world, 'payments');
      world.pass(120);
      cluster(world).associations.set(place, edited);
      await sweepOnce(world);
      expect(world.requestIn(id, 'ended')).toMatchObject({
        cause: 'drift',
        found: [{ of: 'policy', problem: 'namespaces' }],
      });
    },
  );

  it('and that is as it was written is left alone, and looked at once', async () => {
    const world = worldOfOwnRoles();
    const id = await opened(world, 'payments');
    await opened(world, 'platform', { duration: '2h' });
    world.pass(120);
    const gate = new Gate();
    await sweepOnce(world, new Sweeps(), { gate });
    expect(world.request(id).status).toBe('active');
    expect(gate.calls.filter((call) => call === 'policies.find')).toHaveLength(1);
  });

  it('and that another window changes just now ends nothing', async () => {
    const world = worldOfOwnRoles();
    const id = await opened(world, 'payments');
    const other = approved(world, 'platform', { duration: '2h' });
    world.pass(120);
    const gate = new Gate();
    const looking = gate.stall('policies.find');
    const swept = sweepOnce(world, new Sweeps(), { gate });
    await looking.sent;
    await openWindow(world.ports(), other);
    looking.land();
    await swept;
    expect([world.request(id).status, world.request(other).status]).toEqual(['active', 'active']);
  });

  it('and that another window is about to change ends nothing', async () => {
    const world = worldOfOwnRoles();
    const id = await opened(world, 'payments');
    world.pass(120);
    const other = approved(world, 'platform', { duration: '2h' });
    await diesOver(world, 'policies.associate', (ports) => openWindow(ports, other));
    await sweepOnce(world);
    expect(world.request(id).status).toBe('active');
  });

  it('and that EKS may not list yet is not called missing', async () => {
    const world = worldOfOwnRoles();
    const id = await opened(world, 'payments');
    cluster(world).associations.delete(place);
    world.pass(30);
    await sweepOnce(world);
    expect(world.request(id).status).toBe('active');
  });

  it('is left alone while EKS does not answer', async () => {
    const world = worldOfOwnRoles();
    const id = await opened(world, 'payments');
    world.pass(120);
    const gate = new Gate();
    gate.fail('policies.find');
    await sweepOnce(world, new Sweeps(), { gate });
    expect(world.request(id).status).toBe('active');
    expect(world.reported).toContain(`look at ${arn} of ${ownRole}`);
  });
});

describe('a lease of an access policy', () => {
  it('whose holder is over is let go of, and the association with it', async () => {
    const world = worldOfOwnRoles();
    const id = approved(world, 'payments', { duration: '5m' });
    const late = await diesOver(world, 'policyLeases.write', (ports) => openWindow(ports, id));
    world.toMinute(40);
    await sweepOnce(world);
    expect(world.request(id).status).toBe('failed');
    late.land();
    expect(world.records.policyLeases.size).toBe(1);
    world.pass(91);
    const gate = new Gate();
    gate.fail('policies.dissociate');
    await sweepOnce(world, new Sweeps(), { gate });
    expect(world.records.policyLeases.size).toBe(1);
    world.pass(91);
    await sweepOnce(world);
    expect([associated(world), world.records.policyLeases.size]).toEqual([undefined, 0]);
  });

  it('whose holder is over shrinks to what the others hold', async () => {
    const world = worldOfOwnRoles();
    const first = await opened(world, 'payments');
    const second = await opened(world, 'platform', { duration: '2h' });
    const [lease] = world.records.policyLeases.values();
    const [key] = world.records.policyLeases.keys();
    if (lease === undefined || key === undefined) throw new Error('two windows hold the policy');
    world.toMinute(63);
    await closeWindow(world.ports(), first);
    const left = world.records.policyLeases.get(key);
    // As if its closing had been lost after the record said that it was over.
    world.records.policyLeases.set(key, { ...lease, version: left?.version ?? 0 });
    cluster(world).associations.set(place, ['payments', 'platform']);
    await sweepOnce(world);
    expect(associated(world)).toEqual(['platform']);
    expect(world.request(second).status).toBe('active');
  });

  it('is no lease of what somebody else associated, which no sweep touches', async () => {
    const world = worldOfOwnRoles();
    const theirs = `${ownRole} ${arn.replace('View', 'Edit')}`;
    cluster(world).associations.set(theirs, ['payments']);
    await opened(world, 'payments');
    // The entry stays, which would take all of its associations along.
    await opened(world, 'platform', { duration: '2h' });
    world.toMinute(70);
    await sweepOnce(world);
    expect(cluster(world).associations.get(theirs)).toEqual(['payments']);
    expect(associated(world)).toEqual(['platform']);
  });
});

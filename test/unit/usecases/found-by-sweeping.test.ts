import { expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { letGoOfEntry } from '../../../shared/usecases/let-go-of-entry.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { entryIn, leaseIn, sharedRole } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, asked, bob, someReason } from '../../support/records.ts';

const failure = { errorName: 'Lambda.Unknown' };

it('a binding planted under a longer name does not keep the window from ending', async () => {
  const world = new World();
  const id = await openedOnStaging(world, { namespaces: 'payments' });
  world.cluster('staging-eu').bind({
    ...{ namespace: 'payments', name: `k8s-access-${id}-more` },
    ...{ clusterRole: 'k8s-access:view', users: ['k8s-access:alice@example.com'] },
  });
  world.toMinute(62);
  expect(await outcomeOf(closeWindow(world.ports(), id))).toBeUndefined();
  expect(world.requestIn(id, 'ended').evidence).toMatchObject([{ allowed: true }]);
});

it('an entry that EKS still shows although it was just deleted is not relied on', async () => {
  const world = new World();
  const alices = await openedOnStaging(world);
  const gone = entryIn(world);
  if (gone === undefined) throw new Error('alice has an entry');
  world.toMinute(62);
  await closeWindow(world.ports(), alices);
  const { entries } = world.cluster('staging-eu');
  entries.set(sharedRole, gone);
  world.cluster('staging-eu').describeAsNow(1);
  entries.delete(sharedRole);
  const bobs = approvedOnStaging(world, { by: bob, at: world.now });
  await outcomeOf(openWindow(world.ports(), bobs));
  await openWindow(world.ports(), bobs);
  expect(world.request(bobs).status).toBe('active');
  expect(entryIn(world)).toBeDefined();
});

it('nothing opens more than half an hour after the approval, though its window was fixed before', async () => {
  const world = new World();
  const id = approvedOnStaging(world, { duration: '8h' });
  await diesOver(world, 'leases.find', (ports) => openWindow(ports, id));
  world.toMinute(31);
  await openWindow(world.ports(), id);
  expect(world.requestIn(id, 'approved').abandoned?.why).toBe('too-late');
});

it('a delivery that is repeated after the decision starts nothing', async () => {
  const world = new World();
  const id = pendingOnProd(world);
  await deny(world.ports(), { id, approver: bob.person, why: someReason });
  world.machines.splice(0);
  const { scope, duration, reason } = asked();
  await requestAccess(world.ports(), { id, requester: alice.person, scope, duration, reason });
  expect(world.machines).toEqual([]);
});

it('a lease in deleting whose entry landed late does not keep everybody out of the cluster', async () => {
  const world = new World();
  const id = approvedOnStaging(world);
  const late = await diesOver(world, 'entries.create', (ports) => openWindow(ports, id));
  const gate = new Gate();
  gate.fail('entries.describe');
  await outcomeOf(closeWindow(world.ports(gate), id, failure));
  await closeWindow(world.ports(), id, failure);
  expect(world.request(id).status).toBe('failed');
  late.land();
  const bobs = approvedOnStaging(world, { by: bob, at: world.now });
  for (let tries = 1; tries <= 4; tries += 1) {
    world.pass(100);
    await outcomeOf(openWindow(world.ports(), bobs));
  }
  expect(world.request(bobs).status).toBe('active');
});

it('an entry of ours that landed after its close goes with the next window', async () => {
  const world = new World();
  const id = approvedOnStaging(world);
  const late = await diesOver(world, 'entries.create', (ports) => openWindow(ports, id));
  await closeWindow(world.ports(), id, failure);
  late.land();
  world.pass(91);
  const bobs = await openedOnStaging(world, { by: bob });
  world.toMinute(70);
  await closeWindow(world.ports(), bobs);
  expect([leaseIn(world), entryIn(world)]).toEqual([undefined, undefined]);
});

it('an entry that EKS does not show yet when its opening is given up goes with the lease that waits for it', async () => {
  const world = new World();
  const id = approvedOnStaging(world);
  world.cluster('staging-eu').describeAsNow(5);
  expect(await outcomeOf(openWindow(world.ports(), id))).toMatchObject({ name: 'EntryBusyError' });
  await closeWindow(world.ports(), id, failure);
  expect(world.request(id).status).toBe('failed');
  expect([entryIn(world)?.generation, leaseIn(world)?.state]).toEqual(['generation-1', 'deleting']);
  world.pass(91);
  await letGoOfEntry(world.ports(), world.request(id));
  expect([leaseIn(world), entryIn(world)]).toEqual([undefined, undefined]);
});

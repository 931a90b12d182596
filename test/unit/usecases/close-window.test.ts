import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf, leaseIn, namedIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { minutesAfterNoon } from '../../support/records.ts';

const settled = { state: 'settled' };

async function closeIn(world: World, id: Awaited<ReturnType<typeof openedOnStaging>>, errorName?: string) {
  return closeWindow(world.ports(), id, errorName === undefined ? undefined : { errorName });
}

describe('closing a window', () => {
  it('takes everything away when its time is up, proves it, and says so', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    expect(await closeIn(world, id)).toEqual(settled);
    expect(namedIn(world)).toEqual([]);
    expect(world.cluster('staging-eu').entries.size).toBe(0);
    expect(leaseIn(world)).toBeUndefined();
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'expired', evidence: [] });
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({
      type: 'closed',
      removed: [{ namespace: 'checkout' }, { namespace: 'payments' }],
    });
    expect(world.workspace.said).toEqual(['told active', 'told ended']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('records that it closes before it touches the cluster', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    const gate = new Gate();
    await closeWindow(world.ports(gate), id);
    expect(gate.calls.filter((call) => /save|remove|delete|leases.write|ask|tell/.test(call))).toEqual([
      'requests.save',
      'bindings.remove',
      'bindings.remove',
      'leases.write',
      'entries.delete',
      'leases.remove',
      'witness.ask',
      'requests.save',
      'messenger.tellRequester',
    ]);
  });

  it('before its time only answers when to ask again: at the warning, then at the end', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    expect(await closeIn(world, id)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(52) });
    world.now = minutesAfterNoon(61.99);
    expect(await closeIn(world, id)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(62) });
    expect(namedIn(world)).toHaveLength(2);
    expect(factsOf(world, id).at(-1)).toBe('opened');
  });

  it('twice equals closing once', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    await closeIn(world, id);
    const events = world.records.eventsOf(id).length;
    expect(await closeIn(world, id)).toEqual(settled);
    expect(world.records.eventsOf(id)).toHaveLength(events);
    expect(world.workspace.said).toEqual(['told active', 'told ended']);
  });

  it('has nothing to do for a request that waits for approvers', async () => {
    const world = new World();
    expect(await closeIn(world, pendingOnProd(world))).toEqual(settled);
  });

  it("names the access that somebody else's binding still gives, and leaves it", async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const cluster = world.cluster('staging-eu');
    const standing = { namespace: 'payments', name: 'the-team', clusterRole: 'k8s-access:view' };
    cluster.bind({ ...standing, users: ['k8s-access:alice@example.com'] });
    world.toMinute(62);
    await closeIn(world, id);
    expect(world.requestIn(id, 'ended').evidence).toEqual([
      expect.objectContaining({ namespace: 'payments', asked: 'get pods', allowed: true }),
    ]);
    expect(namedIn(world)).toEqual(['payments: k8s-access:alice@example.com']);
  });

  it('waits for an authorizer that still counts the binding, and has not ended while it does', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    world.cluster('staging-eu').authorizeAsNow(15);
    expect(await outcomeOf(closeIn(world, id))).toBeInstanceOf(DependencyError);
    expect(world.request(id).status).toBe('closing');
    world.cluster('staging-eu').authorizeAsNow(0);
    await closeIn(world, id);
    expect(world.requestIn(id, 'ended').evidence).toEqual([]);
  });

  it('ends although the role or a namespace is gone', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const cluster = world.cluster('staging-eu');
    cluster.roles.clear();
    cluster.namespaces.delete('payments');
    cluster.bindings.splice(0, 1);
    world.toMinute(62);
    expect(await closeIn(world, id)).toEqual(settled);
    expect(namedIn(world)).toEqual([]);
  });

  it("leaves a stranger's binding that has taken the name", async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const cluster = world.cluster('staging-eu');
    cluster.bindings.splice(0);
    const stranger = { namespace: 'payments', name: `k8s-access-${id}`, clusterRole: 'k8s-access:view' };
    cluster.bind({ ...stranger, users: ['mallory'] });
    world.toMinute(62);
    await closeIn(world, id);
    expect(namedIn(world)).toEqual(['payments: mallory']);
    expect(world.request(id).status).toBe('ended');
  });

  it('takes our binding away although its holder took its label off', async () => {
    const world = new World();
    const id = await openedOnStaging(world, { namespaces: 'payments' });
    const cluster = world.cluster('staging-eu');
    const relabelled = cluster.bindings.map(({ requestId: _, ...unlabelled }) => unlabelled);
    cluster.bindings.splice(0, 1, ...relabelled);
    world.toMinute(62);
    await closeIn(world, id);
    expect(namedIn(world)).toEqual([]);
  });

  it('cleans every namespace it can reach, and is not over before the last one', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    const gate = new Gate();
    gate.fail('bindings.remove');
    expect(await outcomeOf(closeWindow(world.ports(gate), id))).toBeInstanceOf(Error);
    expect(namedIn(world)).toHaveLength(1);
    expect(world.request(id).status).toBe('closing');
    await closeIn(world, id);
    expect(namedIn(world)).toEqual([]);
  });

  it('happens although Slack is down, and then is asked again until it was said', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    world.workspace.down = true;
    expect(await closeIn(world, id)).toEqual({ state: 'settled', unsaid: { retryAfter: 0 } });
    expect(world.request(id).status).toBe('ended');
    world.workspace.down = false;
    world.pass(60);
    expect(await closeIn(world, id)).toEqual(settled);
    expect(world.workspace.said).toEqual(['told active', 'told ended']);
  });
});

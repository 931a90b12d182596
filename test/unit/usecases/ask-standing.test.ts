import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { callsOf, diesOver } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';

/** Somebody gave alice the role long ago, without a window. */
function givenLongAgo(
  world: World,
  cluster: string,
  namespace: string,
  user = 'k8s-access:alice@example.com',
) {
  const bound = { namespace, name: 'long-ago', clusterRole: 'k8s-access:edit', users: [user] };
  world.cluster(cluster).bind(bound);
}

const openedFactOf = (world: World, id: RequestId) =>
  world.records.eventsOf(id).find(({ fact }) => fact.type === 'opened')?.fact;

describe('before anything is made, the cluster is asked what the requester can do already', () => {
  it('when approvers are asked, so that the card says it and the record keeps it', async () => {
    const world = new World();
    givenLongAgo(world, 'prod-eu', '*');
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    const standing = { asked: 2, allowed: 2, through: ['ClusterRoleBinding long-ago'] };
    expect(world.request(id).standing).toEqual(standing);
    const noted = world.records.eventsOf(id).find(({ fact }) => fact.type === 'rules-noted');
    expect(noted?.fact).toMatchObject({ standing });
  });

  it('and again when it is opened, so that a yes that stood before is not taken for ours', async () => {
    const world = new World();
    givenLongAgo(world, 'staging-eu', 'payments');
    const id = approvedOnStaging(world);
    const gate = new Gate();
    await openWindow(world.ports(gate), id);
    expect(gate.calls.indexOf('witness.ask')).toBeLessThan(gate.calls.indexOf('entries.create'));
    const standing = { asked: 4, allowed: 2, through: ['RoleBinding long-ago/payments'] };
    expect(openedFactOf(world, id)).toMatchObject({ standing });
    expect(world.requestIn(id, 'active').standing).toEqual(standing);
  });

  it('as the person that an entry of somebody else makes of them', async () => {
    const world = new World();
    const sharedRole = world.request(approvedOnStaging(world)).principal.arn;
    const entry = { principalArn: sharedRole, type: 'STANDARD', username: 'sso:{{SessionNameRaw}}' };
    world.cluster('staging-eu').entries.set(sharedRole, { ...entry, groups: [], generation: undefined });
    givenLongAgo(world, 'staging-eu', '*', 'sso:alice@example.com');
    const id = approvedOnStaging(world);
    await openWindow(world.ports(), id);
    expect(openedFactOf(world, id)).toMatchObject({ standing: { asked: 4, allowed: 4 } });
  });

  it('and what an earlier try of the same opening made is not said to have stood before', async () => {
    const world = new World();
    const undisturbed = new World();
    const calls = await callsOf(undisturbed, (ports) => openWindow(ports, approvedOnStaging(undisturbed)));
    const id = approvedOnStaging(world);
    await diesOver(world, calls.lastIndexOf('witness.ask') + 1, (ports) => openWindow(ports, id));
    expect(world.cluster('staging-eu').bindings[0]?.users).toEqual(['k8s-access:alice@example.com']);
    await openWindow(world.ports(), id);
    expect(openedFactOf(world, id)).toMatchObject({ standing: { asked: 4, allowed: 0, through: [] } });
  });
});

describe('a cluster that does not say what stands already', () => {
  it('keeps nobody from being asked', async () => {
    const world = new World();
    const gate = new Gate();
    gate.fail('witness.ask');
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(gate), id);
    expect(world.workspace.said).toContain('card seen');
    expect(world.request(id).standing).toBeUndefined();
    expect(world.reported).toEqual(['ask what the requester can do already']);
  });

  it('keeps nothing from opening, even where it never answers', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    const stall = gate.stall('witness.ask');
    await openWindow({ ...world.ports(gate), timeUp: async () => {} }, id);
    stall.land();
    expect(world.request(id).status).toBe('active');
    expect(openedFactOf(world, id)).not.toHaveProperty('standing');
  });
});

import { describe, expect, it } from 'vitest';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, carol, dave, sha256, someReason } from '../../support/records.ts';

const clickBy = (id: RequestId, { person }: typeof bob) => ({ id, approver: person });
const denialBy = (id: RequestId, by: typeof bob) => ({ ...clickBy(id, by), why: someReason });

describe('a denial', () => {
  it('is recorded with who denied, wakes the approval machine and starts nothing', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const card = { channel: 'C0APPROVALS', ts: '7.0' };
    expect(await deny(world.ports(), { ...denialBy(id, bob), card })).toMatchObject({ outcome: 'denied' });
    expect(world.requestIn(id, 'denied')).toMatchObject({
      by: bob.person,
      why: someReason,
      at: world.now,
      card,
    });
    expect(world.machines).toEqual([`wake approval ${id}`]);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it.each([
    { who: 'the requester', by: alice, code: 'own-request' },
    { who: 'no approver', by: dave, code: 'not-an-approver' },
  ])('by $who is refused and leaves no trace', async ({ by, code }) => {
    const world = new World();
    const id = pendingOnProd(world);
    expect(await deny(world.ports(), denialBy(id, by))).toMatchObject({ refusal: { code } });
    expect(factsOf(world, id)).toEqual(['requested', 'decided']);
    expect(world.machines).toEqual([]);
  });

  it('by who was deactivated is refused', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.change(bob.person.userId, { deactivated: true });
    expect(await deny(world.ports(), denialBy(id, bob))).toMatchObject({ refusal: { code: 'deactivated' } });
  });

  it('of a request that nobody knows is refused', async () => {
    const id = requestIdFromHash(sha256('nobody'));
    expect(await deny(new World().ports(), denialBy(id, bob))).toMatchObject({
      refusal: { code: 'unknown-request', id },
    });
  });

  it('from the lapse on comes too late', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.toMinute(8 * 60);
    expect(await deny(world.ports(), denialBy(id, bob))).toMatchObject({
      refusal: { code: 'already-decided', status: 'lapsed' },
    });
    expect(world.request(id).status).toBe('pending');
  });

  it('that meets an approval at the same moment loses to what was written first', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    const write = gate.stall('requests.save');
    const denial = deny(world.ports(gate), denialBy(id, bob));
    await write.sent;
    await approve(world.ports(), clickBy(id, carol));
    write.land();
    expect(await denial).toMatchObject({
      refusal: { code: 'already-decided', status: 'approved', by: ['carol@example.com'] },
    });
    expect(world.request(id).status).toBe('approved');
  });

  it('that was written first is told to the approval that came second, which starts nothing', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    const write = gate.stall('requests.save');
    const approval = approve(world.ports(gate), clickBy(id, bob));
    await write.sent;
    await deny(world.ports(), denialBy(id, carol));
    write.land();
    expect(await approval).toMatchObject({
      refusal: { code: 'already-decided', status: 'denied', by: ['carol@example.com'] },
    });
    expect(world.machines).not.toContain(`start window ${id}`);
  });

  it('that could wake nobody counts, and the next click has it shown', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('machines.wake');
    gate.fail('machines.startSuccessor');
    expect(await deny(world.ports(gate), denialBy(id, bob))).toMatchObject({ outcome: 'denied' });
    expect(world.machines).toEqual([]);
    await deny(world.ports(), denialBy(id, carol));
    expect(world.requestIn(id, 'denied').by).toEqual(bob.person);
    expect(world.machines).toEqual([`wake approval ${id}`]);
  });
});

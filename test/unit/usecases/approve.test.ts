import { describe, expect, it } from 'vitest';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import {
  alice,
  asked,
  bob,
  carol,
  dave,
  durationOf,
  estate,
  estateAsking,
  scope,
  sha256,
  usergroup,
} from '../../support/records.ts';

const clickBy = (id: RequestId, { person }: typeof bob) => ({ id, approver: person });

async function refusalOf(world: World, id: RequestId, by: typeof bob): Promise<unknown> {
  const answer = await approve(world.ports(), clickBy(id, by));
  expect(world.request(id).status).toBe('pending');
  expect(world.machines.filter((what) => what.startsWith('start'))).toEqual([]);
  return answer.outcome === 'refused' ? answer.refusal : undefined;
}

/** Alice asks for prod admin at noon, which needs a payments lead and someone from security. */
function pendingAdmin(world: World): RequestId {
  const wanted = { scope: scope('prod-eu', 'payments', 'admin'), duration: durationOf('30m') };
  return world.given(raise(asked(wanted), sha256));
}

describe('an approval', () => {
  it('is recorded, starts the window and wakes the approval machine, in this order', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    const answer = await approve(world.ports(gate), clickBy(id, bob));
    expect(answer.outcome).toBe('approved');
    expect(world.requestIn(id, 'approved').approvals).toEqual([
      { approver: bob, as: ['@payments-leads'], at: world.now },
    ]);
    expect(gate.calls.slice(-3)).toEqual(['requests.save', 'machines.start', 'machines.wake']);
    expect(world.machines).toEqual([`start window ${id}`, `wake approval ${id}`]);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('that is one of two only wakes the approval machine; the second starts the window', async () => {
    const world = new World();
    const id = pendingAdmin(world);
    await approve(world.ports(), clickBy(id, bob));
    expect(world.request(id).status).toBe('pending');
    expect(world.machines).toEqual([`wake approval ${id}`]);
    await approve(world.ports(), clickBy(id, dave));
    expect(world.request(id).status).toBe('approved');
    expect(world.machines).toContain(`start window ${id}`);
  });

  it('keeps the place of the card that was clicked, where routing has not noted it yet', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const card = { channel: 'C0APPROVALS', ts: '7.0' };
    await approve(world.ports(), { ...clickBy(id, bob), card });
    expect(world.request(id).card).toEqual(card);
  });

  it('of a request that nobody knows is refused', async () => {
    const id = requestIdFromHash(sha256('nobody'));
    expect(await approve(new World().ports(), clickBy(id, bob))).toEqual({
      ...{ outcome: 'refused', refusal: { code: 'unknown-request', id } },
    });
  });
});

describe('a click to approve is judged by what is true at the click', () => {
  it('so nobody approves their own request, not even a lead', async () => {
    const world = new World();
    world.workspace.groups.get('payments-leads')?.add(alice.person.userId);
    expect(await refusalOf(world, pendingOnProd(world), alice)).toEqual({ code: 'own-request' });
  });

  it('so who has left the usergroup is no approver any more', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.groups.get('payments-leads')?.delete(bob.person.userId);
    expect(await refusalOf(world, id, bob)).toMatchObject({ code: 'not-an-approver' });
  });

  it('so who has joined the usergroup is one', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.groups.get('payments-leads')?.add(dave.person.userId);
    expect(await approve(world.ports(), clickBy(id, dave))).toMatchObject({ outcome: 'approved' });
  });

  it('so who was deactivated decides nothing', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.change(bob.person.userId, { deactivated: true });
    expect(await refusalOf(world, id, bob)).toEqual({ code: 'deactivated' });
  });

  it.each([{ deactivated: true }, { guest: true }, { email: 'alicia@example.com' }])(
    'so nothing is approved for a requester who now is %o',
    async (change) => {
      const world = new World();
      const id = pendingOnProd(world);
      world.workspace.change(alice.person.userId, change);
      expect(await refusalOf(world, id, bob)).toEqual({ code: 'requester-changed' });
    },
  );

  it('so what the policy refuses by now is not approved', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.estate = { ...estate, rules: [] };
    expect(await refusalOf(world, id, bob)).toMatchObject({ code: 'policy-changed' });
  });

  it('so the stages of the policy of now must be filled', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.estate = estateAsking(1, usergroup('security'));
    expect(await refusalOf(world, id, bob)).toMatchObject({ code: 'not-an-approver' });
    expect(await approve(world.ports(), clickBy(id, dave))).toMatchObject({ outcome: 'approved' });
  });

  it('so none counts from the lapse on, although the record does not say it yet', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.toMinute(8 * 60);
    expect(await refusalOf(world, id, bob)).toMatchObject({ code: 'already-decided', status: 'lapsed' });
  });
});

describe('of two clicks at once', () => {
  it('one is written and the other is told who won', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    const bobsWrite = gate.stall('requests.save');
    const bobs = approve(world.ports(gate), clickBy(id, bob));
    await bobsWrite.sent;
    const carols = await approve(world.ports(), clickBy(id, carol));
    bobsWrite.land();
    expect(carols.outcome).toBe('approved');
    expect(await bobs).toMatchObject({
      refusal: { code: 'already-decided', status: 'approved', by: ['carol@example.com'] },
    });
    expect(factsOf(world, id).filter((fact) => fact === 'approved')).toHaveLength(1);
  });

  it('both count where both are needed', async () => {
    const world = new World();
    const id = pendingAdmin(world);
    const gate = new Gate();
    const bobsWrite = gate.stall('requests.save');
    const bobs = approve(world.ports(gate), clickBy(id, bob));
    await bobsWrite.sent;
    await approve(world.ports(), clickBy(id, dave));
    bobsWrite.land();
    expect(await bobs).toMatchObject({ outcome: 'approved', request: { status: 'approved' } });
    expect(world.requestIn(id, 'approved').approvals).toHaveLength(2);
  });
});

describe('a click that died', () => {
  it('before it started the window is finished by the next click', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.dieAfter('requests.save');
    await outcomeOf(approve(world.ports(gate), clickBy(id, bob)));
    expect(world.machines).toEqual([]);
    expect(await approve(world.ports(), clickBy(id, bob))).toMatchObject({
      refusal: { code: 'already-decided', status: 'approved', by: ['bob@example.com'] },
    });
    expect(world.machines).toEqual([`start window ${id}`, `wake approval ${id}`]);
  });

  it('before it was recorded leaves nothing, and counts when it is repeated', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('requests.save', 'before', new Error('no table'));
    await outcomeOf(approve(world.ports(gate), clickBy(id, bob)));
    expect(world.request(id).status).toBe('pending');
    expect(world.machines).toEqual([]);
    expect(await approve(world.ports(), clickBy(id, bob))).toMatchObject({ outcome: 'approved' });
  });
});

describe('an approval that cannot start the window', () => {
  it('counts all the same: the approval machine is woken, and starts it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('machines.start');
    expect(await approve(world.ports(gate), clickBy(id, bob))).toMatchObject({ outcome: 'approved' });
    expect(world.machines).toContain(`wake approval ${id}`);
    await advanceApproval(world.ports(), id);
    expect(world.machines).toContain(`start window ${id}`);
  });

  it('nor wake anything fails, for the next click to finish', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('machines.start');
    gate.fail('machines.wake');
    expect(await outcomeOf(approve(world.ports(gate), clickBy(id, bob)))).toBeInstanceOf(Error);
    await approve(world.ports(), clickBy(id, carol));
    expect(world.machines).toContain(`start window ${id}`);
  });

  it('but only not show the card counts, and another execution of the machine shows it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('machines.wake');
    expect(await approve(world.ports(gate), clickBy(id, bob))).toMatchObject({ outcome: 'approved' });
    expect(world.machines).toEqual([`start window ${id}`, `start approval ${id}.1`]);
  });
});

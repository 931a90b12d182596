import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import {
  alice,
  bob,
  carol,
  dave,
  estateAsking,
  named,
  someReason,
  usergroup,
} from '../../support/records.ts';

const leads = usergroup('payments-leads');

/** Alice's request waits under a rule that asks so many from these sources. */
function waitingFor(...asked: Parameters<typeof estateAsking>): { world: World; id: RequestId } {
  const world = new World();
  const id = pendingOnProd(world);
  world.estate = estateAsking(...asked);
  return { world, id };
}

/** Lets each of them click, and answers what came of it: the record's status, or why the click does not count. */
async function clicks(world: World, id: RequestId, ...people: readonly (typeof bob)[]) {
  const answers: string[] = [];
  for (const { person } of people) {
    const answer = await approve(world.ports(), { id, approver: person });
    answers.push(answer.outcome === 'approved' ? answer.request.status : answer.refusal.code);
  }
  return answers;
}

describe('a person whom the rule names', () => {
  it('approves without being in any usergroup, and the record says as whom', async () => {
    const { world, id } = waitingFor(1, named(dave));
    expect(await clicks(world, id, dave)).toEqual(['approved']);
    expect(world.requestIn(id, 'approved').approvals).toMatchObject([{ as: ['dave@example.com'] }]);
  });

  it('is the only one who does', async () => {
    const { world, id } = waitingFor(1, named(dave));
    world.workspace.groups.clear();
    expect(await clicks(world, id, bob)).toEqual(['not-an-approver']);
  });

  it('and was deactivated does not', async () => {
    const { world, id } = waitingFor(1, named(dave));
    world.workspace.change(dave.person.userId, { deactivated: true });
    expect(await clicks(world, id, dave)).toEqual(['deactivated']);
  });

  it('and has another address now does not', async () => {
    const { world, id } = waitingFor(1, named(dave));
    world.workspace.change(dave.person.userId, { email: 'dave.dyer@example.com' });
    expect(await clicks(world, id, dave)).toEqual(['not-an-approver']);
  });

  it('and asked for it does not', async () => {
    const { world, id } = waitingFor(1, named(alice), named(bob));
    expect(await clicks(world, id, alice)).toEqual(['own-request']);
    const denial = await deny(world.ports(), { id, approver: alice.person, why: someReason });
    expect(denial).toMatchObject({ outcome: 'refused', refusal: { code: 'own-request' } });
  });

  it('denies, too', async () => {
    const { world, id } = waitingFor(1, named(dave));
    await deny(world.ports(), { id, approver: dave.person, why: someReason });
    expect(world.requestIn(id, 'denied').by).toEqual(dave.person);
  });
});

describe('a quorum of people', () => {
  it('is filled by as many of them, each of whom counts once', async () => {
    const { world, id } = waitingFor(2, named(bob), named(carol), named(dave));
    expect(await clicks(world, id, bob, bob, dave)).toEqual(['pending', 'approved-before', 'approved']);
  });

  it('counts who is named and in a usergroup once, and says both in the record', async () => {
    const { world, id } = waitingFor(2, leads, named(bob));
    expect(await clicks(world, id, bob, bob, carol)).toEqual(['pending', 'approved-before', 'approved']);
    expect(world.request(id).approvals[0]?.as).toEqual([leads, 'bob@example.com']);
  });
});

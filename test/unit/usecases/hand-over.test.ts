import { describe, expect, it } from 'vitest';
import { parseReason } from '../../../shared/domain/reason.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { handOver, judgeHandOver } from '../../../shared/usecases/hand-over.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { callsOf, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, carol, dave, must } from '../../support/records.ts';

const note = must(parseReason('<!channel> I am on a plane'));

async function routed() {
  const world = new World();
  const id = pendingOnProd(world);
  await advanceApproval(world.ports(), id);
  const from = (approver: typeof bob, to: string) =>
    handOver(world.ports(), { id, approver: approver.person, to });
  return { world, id, from };
}

describe('handing over', () => {
  it('is recorded with its note; whoever is asked gets a message, and both may still decide', async () => {
    const { world, id } = await routed();
    const given = { id, approver: bob.person, to: carol.person.userId, note };
    expect(await handOver(world.ports(), given)).toMatchObject({ outcome: 'handed-over', to: carol });
    expect(world.request(id).handOvers).toMatchObject([{ from: bob.person, to: carol.person, note }]);
    expect(world.records.eventsOf(id).at(-1)).toMatchObject({
      ...{ actor: { person: bob.person }, fact: { type: 'handed-over', to: carol.person, note } },
    });
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    const asked = world.workspace.said.filter((what) => what.startsWith('asked'));
    expect(asked).toEqual([`asked ${carol.person.userId} hand-over`]);
    expect(await approve(world.ports(), { id, approver: bob.person })).toMatchObject({ outcome: 'approved' });
  });

  it('offers those whose approval would count, and neither the requester nor oneself', async () => {
    const { world, id } = await routed();
    const leads = [alice, bob, carol, dave].map(({ person }) => person.userId);
    world.workspace.groups.set('payments-leads', new Set([...leads, 'U0NOBODY']));
    expect(await judgeHandOver(world.ports(), { id, approver: bob.person })).toMatchObject({
      choice: [carol, dave],
    });
  });

  it('leaves the search to Slack where there are too many to look at', async () => {
    const { world, id } = await routed();
    const many = Array.from({ length: 2000 }, (_, place) => `U0MEMBER${place}`);
    world.workspace.groups.set('payments-leads', new Set([bob.person.userId, ...many]));
    const calls = await callsOf(world, (ports) => judgeHandOver(ports, { id, approver: bob.person }));
    expect(calls.filter((call) => call === 'directory.profile')).toHaveLength(2);
    const judged = await judgeHandOver(world.ports(), { id, approver: bob.person });
    expect(judged).toMatchObject({ outcome: 'allowed' });
    expect(judged).not.toHaveProperty('choice');
  });

  it('is refused where nobody else is there', async () => {
    const { world, id } = await routed();
    world.workspace.groups.get('payments-leads')?.delete(carol.person.userId);
    expect(await judgeHandOver(world.ports(), { id, approver: bob.person })).toMatchObject({
      refusal: { code: 'nobody-else' },
    });
  });

  it.each([
    ['to oneself', bob, bob.person.userId, 'oneself'],
    ['to the requester', bob, alice.person.userId, 'requester'],
    ['to one who cannot approve', bob, dave.person.userId, 'not-an-approver'],
    ['to nobody whom Slack knows', bob, 'U0NOBODY', 'account'],
  ])('%s is refused', async (_, by, to, why) => {
    const { world, id, from } = await routed();
    expect(await from(by, to)).toMatchObject({ refusal: { code: 'cannot-be-asked', why } });
    expect(world.request(id).handOvers).toEqual([]);
  });

  it('by somebody who could not decide themselves is refused', async () => {
    const { from } = await routed();
    expect(await from(dave, bob.person.userId)).toMatchObject({ refusal: { code: 'not-an-approver' } });
    expect(await from(alice, bob.person.userId)).toMatchObject({ refusal: { code: 'own-request' } });
  });

  it('twice to the same person counts once; to another one it counts again', async () => {
    const { world, id, from } = await routed();
    world.workspace.groups.get('payments-leads')?.add(dave.person.userId);
    await from(bob, carol.person.userId);
    expect(await from(bob, carol.person.userId)).toMatchObject({ refusal: { why: 'asked-before' } });
    expect(await from(bob, dave.person.userId)).toMatchObject({ outcome: 'handed-over' });
    expect(await from(carol, dave.person.userId)).toMatchObject({ outcome: 'handed-over' });
    expect(factsOf(world, id).filter((fact) => fact === 'handed-over')).toHaveLength(3);
  });

  it('after the decision, or after the lapse, comes too late', async () => {
    const decided = await routed();
    await approve(decided.world.ports(), { id: decided.id, approver: carol.person });
    expect(await decided.from(bob, carol.person.userId)).toMatchObject({
      refusal: { code: 'already-decided', by: ['carol@example.com'] },
    });
    const lapsed = await routed();
    lapsed.world.toMinute(480);
    expect(await lapsed.from(bob, carol.person.userId)).toMatchObject({
      refusal: { code: 'already-decided', status: 'lapsed' },
    });
  });

  it('is judged at that moment: whom the form offered may have left the usergroup', async () => {
    const { world, from } = await routed();
    world.workspace.groups.get('payments-leads')?.delete(carol.person.userId);
    expect(await from(bob, carol.person.userId)).toMatchObject({ refusal: { why: 'not-an-approver' } });
  });

  it('reaches the person asked although what follows dies after any of its calls', async () => {
    const prepared = async () => {
      const story = await routed();
      await story.from(bob, carol.person.userId);
      return story;
    };
    const first = await prepared();
    const calls = await callsOf(first.world, (ports) => advanceApproval(ports, first.id));
    for (let call = 1; call <= calls.length; call += 1) {
      const { world, id } = await prepared();
      const gate = new Gate();
      gate.dieAfter(call);
      await outcomeOf(advanceApproval(world.ports(gate), id));
      await advanceApproval(world.ports(), id);
      expect(world.workspace.said, `after call ${call}`).toContain('asked U0CAROL hand-over');
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });

  it('of two at once is both recorded', async () => {
    const { world, id, from } = await routed();
    world.workspace.groups.get('payments-leads')?.add(dave.person.userId);
    await Promise.all([from(bob, dave.person.userId), from(carol, dave.person.userId)]);
    expect(world.request(id).handOvers).toHaveLength(2);
  });
});

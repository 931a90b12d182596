import { describe, expect, it } from 'vitest';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { callsOf, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, carol, dave, minutesAfterNoon } from '../../support/records.ts';
import { patientTerms, pendingUnder } from '../../support/waiting.ts';

/** Alice's request is routed, and looked at again a quarter of an hour later. */
async function lookedAtAfter(change: (world: World) => void, terms?: string) {
  const world = new World();
  const id = terms === undefined ? pendingOnProd(world) : pendingUnder(world, terms);
  await advanceApproval(world.ports(), id);
  change(world);
  world.toMinute(17);
  await advanceApproval(world.ports(), id);
  return { world, id };
}

const leadsGone = ({ workspace }: World) => void workspace.groups.delete('payments-leads');
const securityGone = ({ workspace }: World) => void workspace.groups.delete('security');
const notes = ({ workspace }: World) => workspace.said.filter((what) => what.startsWith('note'));

describe('approvers that vanish while a request waits', () => {
  it('are noticed at the next look: security is asked, and may approve', async () => {
    const { world, id } = await lookedAtAfter(leadsGone);
    const shortages = [{ approvers: ['@payments-leads'], gone: ['@payments-leads'], lacking: 1 }];
    expect(world.request(id).escalated).toEqual({
      ...{ at: minutesAfterNoon(17), to: ['@security'], why: { kind: 'shortage', shortages } },
    });
    expect(notes(world)).toEqual(['note escalated']);
    const answer = await approve(world.ports(), { id, approver: dave.person });
    expect(answer).toMatchObject({ outcome: 'approved', request: { status: 'approved' } });
  });

  it('are reported once, not at each look', async () => {
    const { world, id } = await lookedAtAfter(leadsGone);
    for (const minute of [32, 47, 62]) {
      world.toMinute(minute);
      await advanceApproval(world.ports(), id);
    }
    expect(notes(world)).toEqual(['note escalated']);
    expect(factsOf(world, id).filter((fact) => fact === 'escalated')).toHaveLength(1);
  });

  it('are replaced by those that the rule escalates to, long before it is due', async () => {
    const terms = patientTerms.replace('[security]', '[platform-oncall]');
    const { world, id } = await lookedAtAfter(leadsGone, terms);
    expect(world.request(id).escalated).toMatchObject({ to: ['@platform-oncall'] });
  });

  it.each([
    ['has no member', () => new Set<string>()],
    ['has nobody but the requester', () => new Set([alice.person.userId])],
    ['has nobody whom Slack knows', () => new Set(['U0NOBODY'])],
  ])('are noticed where the usergroup %s', async (_, members) => {
    const { world, id } = await lookedAtAfter(({ workspace }) =>
      workspace.groups.set('payments-leads', members()),
    );
    expect(world.request(id).escalated?.why).toMatchObject({ shortages: [{ gone: [], lacking: 1 }] });
  });

  it.each([
    ['deactivated', { deactivated: true }],
    ['a guest', { guest: true }],
    ['the requester under another account', { email: alice.person.email }],
  ])('are noticed where everybody became %s', async (_, flags) => {
    const { world, id } = await lookedAtAfter(({ workspace }) => {
      for (const { person } of [bob, carol]) workspace.change(person.userId, flags);
    });
    expect(factsOf(world, id)).toContain('escalated');
  });

  it('are noticed where fewer are left than are still needed', async () => {
    const terms = '      stages:\n        - { usergroups: [payments-leads], quorum: 2 }';
    const { world, id } = await lookedAtAfter(
      ({ workspace }) => void workspace.groups.get('payments-leads')?.delete(bob.person.userId),
      terms,
    );
    expect(world.request(id).escalated).toMatchObject({ why: { shortages: [{ lacking: 1 }] } });
  });

  it('are not missed where enough have approved already', async () => {
    const terms = '      stages:\n        - { usergroups: [payments-leads], quorum: 2 }';
    const world = new World();
    const id = pendingUnder(world, terms);
    await advanceApproval(world.ports(), id);
    await approve(world.ports(), { id, approver: bob.person });
    world.workspace.groups.get('payments-leads')?.delete(bob.person.userId);
    await advanceApproval(world.ports(), id);
    expect(factsOf(world, id)).not.toContain('escalated');
  });

  it('all of them at once: the record says that nobody can approve, and the requester is told, once', async () => {
    const { world, id } = await lookedAtAfter((now) => {
      leadsGone(now);
      securityGone(now);
    });
    world.toMinute(32);
    await advanceApproval(world.ports(), id);
    expect(factsOf(world, id).slice(-2)).toEqual(['escalated', 'stranded']);
    expect(notes(world)).toEqual(['note escalated', 'note stranded']);
    expect(world.workspace.said.filter((what) => what === 'told stranded')).toHaveLength(1);
    world.toMinute(480);
    expect(await advanceApproval(world.ports(), id)).toEqual({ state: 'settled' });
    expect(world.request(id).status).toBe('lapsed');
  });

  it('are noticed although the function dies after any of its calls', async () => {
    const prepared = async () => {
      const world = new World();
      const id = pendingOnProd(world);
      await advanceApproval(world.ports(), id);
      leadsGone(world);
      securityGone(world);
      return { world, id };
    };
    const first = await prepared();
    const calls = await callsOf(first.world, (ports) => advanceApproval(ports, first.id));
    for (let call = 1; call <= calls.length; call += 1) {
      const { world, id } = await prepared();
      const gate = new Gate();
      gate.dieAfter(call);
      await outcomeOf(advanceApproval(world.ports(gate), id));
      await advanceApproval(world.ports(), id);
      expect(factsOf(world, id).slice(-2), `after call ${call}`).toEqual(['escalated', 'stranded']);
      expect(new Set(notes(world))).toEqual(new Set(['note escalated', 'note stranded']));
      expect(world.workspace.said).toContain('told stranded');
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });
});

describe('what is not vanishing', () => {
  it('a usergroup of two thousand: a handful of them is looked at', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const many = Array.from({ length: 1999 }, (_, place) => `U0MEMBER${place}`);
    world.workspace.groups.set('payments-leads', new Set([bob.person.userId, ...many]));
    await advanceApproval(world.ports(), id);
    const calls = await callsOf(world, (ports) => advanceApproval(ports, id));
    expect(calls.filter((call) => call === 'directory.profile').length).toBeLessThanOrEqual(5);
    expect(factsOf(world, id)).not.toContain('escalated');
  });

  it('Slack that does not answer', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    leadsGone(world);
    const gate = new Gate();
    gate.fail('directory.rostersOf');
    expect(await advanceApproval(world.ports(gate), id)).toMatchObject({ wakeAt: minutesAfterNoon(3) });
    expect(factsOf(world, id)).not.toContain('escalated');
  });

  it('PagerDuty that does not answer', async () => {
    const terms = '      stages:\n        - { schedules: [platform-primary], quorum: 1 }';
    const { world, id } = await lookedAtAfter(({ workspace }) => {
      workspace.pagerDutyDown = true;
    }, terms);
    expect(factsOf(world, id)).not.toContain('escalated');
    world.workspace.pagerDutyDown = false;
    world.workspace.onCall.delete('platform-primary');
    await advanceApproval(world.ports(), id);
    expect(world.request(id).escalated?.why).toMatchObject({
      shortages: [{ gone: ['pagerduty:platform-primary'] }],
    });
  });
});

describe('a request that nobody decides', () => {
  it('is escalated in time, without asking Slack for it: those count from then on, and not before', async () => {
    const world = new World();
    const id = pendingUnder(world, patientTerms);
    await advanceApproval(world.ports(), id);
    world.toMinute(239);
    const early = await approve(world.ports(), { id, approver: dave.person });
    expect(early).toMatchObject({ refusal: { code: 'not-an-approver', approvers: ['@payments-leads'] } });
    world.toMinute(240);
    const gate = new Gate();
    gate.fail('directory.rostersOf');
    await advanceApproval(world.ports(gate), id);
    expect(world.request(id).escalated).toMatchObject({ to: ['@security'], why: { kind: 'unanswered' } });
    expect(await approve(world.ports(), { id, approver: dave.person })).toMatchObject({
      ...{ outcome: 'approved', request: { status: 'approved', approvals: [{ as: ['@security'] }] } },
    });
  });

  it('is judged by whom today’s rule escalates to', async () => {
    const world = new World();
    const id = pendingUnder(world, patientTerms);
    world.toMinute(240);
    await advanceApproval(world.ports(), id);
    const changed = new World();
    pendingUnder(changed, patientTerms.replace('[security]', '[platform-oncall]'));
    world.estate = changed.estate;
    world.workspace.groups.set('platform-oncall', new Set([carol.person.userId]));
    world.workspace.groups.set('payments-leads', new Set([bob.person.userId]));
    expect(await approve(world.ports(), { id, approver: dave.person })).toMatchObject({
      refusal: { code: 'not-an-approver' },
    });
    expect(await approve(world.ports(), { id, approver: carol.person })).toMatchObject({
      outcome: 'approved',
    });
  });

  it('says under the card whom it asks beside usergroups', async () => {
    const world = new World();
    const id = pendingUnder(
      world,
      '      stages:\n        - { schedules: [platform-primary], people: [dave@example.com], quorum: 1 }',
    );
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    expect(notes(world)).toEqual(['note asked U0DAVE U0CAROL']);
  });
});

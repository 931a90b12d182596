import { describe, expect, it } from 'vitest';
import type { SlackProfile } from '../../../shared/domain/identify.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { recheckPerson } from '../../../shared/usecases/recheck-person.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, minutesAfterNoon } from '../../support/records.ts';

const { userId } = alice.person;

async function changed(world: World, change: Partial<SlackProfile>, gate = new Gate()) {
  world.workspace.change(userId, change);
  return recheckPerson(world.ports(gate), alice.person, world.now);
}

describe('a person whose account has changed', () => {
  it.each<[string, Partial<SlackProfile>, object]>([
    ['was deactivated', { deactivated: true }, { kind: 'account', code: 'deactivated' }],
    ['became a guest', { guest: true }, { kind: 'account', code: 'guest' }],
    ['got another email address', { email: 'alicia@example.com' }, { kind: 'changed' }],
  ])('loses the open window at once: %s', async (_, change, loss) => {
    const world = new World();
    const id = await openedOnStaging(world);
    expect(await changed(world, change)).toEqual([id]);
    expect(world.requestIn(id, 'closing')).toMatchObject({ cause: 'deactivated', loss });
    expect(world.machines).toContain(`wake window ${id}`);
    await closeWindow(world.ports(), id);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'deactivated', loss });
    expect(world.cluster('staging-eu').bindings).toEqual([]);
  });

  it('loses what is approved and not open yet, and what waits lapses with its card settled', async () => {
    const world = new World();
    const approved = approvedOnStaging(world);
    const pending = pendingOnProd(world);
    await changed(world, { deactivated: true });
    expect(world.request(approved)).toMatchObject({ status: 'closing', cause: 'deactivated' });
    expect(world.request(pending)).toMatchObject({ status: 'lapsed', loss: { code: 'deactivated' } });
    expect(world.machines).toContain(`wake approval ${pending}`);
  });

  it('is told of under the card, once', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    await changed(world, { guest: true });
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said.filter((said) => said === 'note lost')).toHaveLength(1);
  });

  it('keeps everything while nothing about them matters', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    expect(await changed(world, { name: 'Alice A.' })).toEqual([]);
    expect(world.request(id).status).toBe('active');
  });

  it('who holds nothing costs Slack no question', async () => {
    const gate = new Gate();
    await changed(new World(), { deactivated: true }, gate);
    expect(gate.calls).toEqual(['queries.underWay']);
  });

  it('takes nothing along of anybody else', async () => {
    const world = new World();
    const bobs = await openedOnStaging(world, { by: bob });
    await changed(world, { deactivated: true });
    expect(world.request(bobs).status).toBe('active');
  });

  it('is looked at again where Slack did not answer, and loses it then', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const gate = new Gate();
    gate.fail('directory.profile');
    expect(await outcomeOf(changed(world, { deactivated: true }, gate))).toBeInstanceOf(Error);
    expect(world.request(id).status).toBe('active');
    await changed(world, { deactivated: true });
    expect(world.request(id).status).toBe('closing');
  });

  it('is measured from what Slack says to the cluster’s no, in the audit event', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.workspace.change(userId, { deactivated: true });
    await recheckPerson(world.ports(), alice.person, secondsAfter(world.now, -4));
    world.pass(3);
    await closeWindow(world.ports(), id);
    const { endToNo } = world.request(id).figures ?? {};
    expect(endToNo).toBeGreaterThanOrEqual(7000);
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({ type: 'closed', endToNo });
  });

  it('loses nothing earlier than now, however wrong Slack’s clock is', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.workspace.change(userId, { deactivated: true });
    await recheckPerson(world.ports(), alice.person, minutesAfterNoon(30));
    expect(world.requestIn(id, 'closing')).toMatchObject({ lostAt: world.now });
  });
});

describe('a rule that is for some people', () => {
  const forLeads = (world: World) => {
    const requesters = { usergroups: ['payments-leads' as UsergroupHandle], people: [] };
    const id: RequestId = pendingOnProd(world);
    const request = world.requestIn(id, 'pending');
    world.records.requests.set(id, { ...request, decision: { ...request.decision, requesters } });
    return id;
  };

  it('lets go of who has left them', async () => {
    const world = new World();
    const id = forLeads(world);
    expect(await changed(world, {})).toEqual([id]);
    expect(world.request(id)).toMatchObject({ status: 'lapsed', loss: { kind: 'requirement' } });
  });

  it('keeps who is still among them', async () => {
    const world = new World();
    const id = forLeads(world);
    world.workspace.groups.get('payments-leads')?.add(userId);
    expect(await changed(world, {})).toEqual([]);
    expect(world.request(id).status).toBe('pending');
  });
});

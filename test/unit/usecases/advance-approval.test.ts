import { describe, expect, it } from 'vitest';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, minutesAfterNoon, sha256, someReason } from '../../support/records.ts';

/** It is noon and two minutes, and somebody looks every quarter of an hour. */
const untilNextLook = { state: 'waiting', wakeAt: minutesAfterNoon(17) };
const settled = { state: 'settled' };

describe('a request that waits for its approvers', () => {
  it('is routed once: one card, whose place and rules are on record, and then a wait until it lapses', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    expect(await advanceApproval(world.ports(), id)).toEqual(untilNextLook);
    expect(await advanceApproval(world.ports(), id)).toEqual(untilNextLook);
    const rules = world.cluster('prod-eu').roles.get('k8s-access:edit') ?? [];
    expect(world.requestIn(id, 'pending')).toMatchObject({
      ...{ card: { channel: 'C0APPROVALS', ts: '1.0' }, rulesHash: hashOfRules(rules, sha256) },
    });
    expect(world.workspace.said.filter((what) => what === 'card seen')).toHaveLength(1);
    expect(factsOf(world, id)).toEqual(['requested', 'decided', 'rules-noted', 'routed']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('is routed although the cluster cannot be reached, and the card says that', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('witness.rulesOf');
    expect(await advanceApproval(world.ports(gate), id)).toEqual(untilNextLook);
    expect(world.workspace.said).toContain('card unreachable');
    expect(world.request(id).rulesHash).toBeUndefined();
    expect(world.reported).toEqual(['read the rules of the role']);
  });

  it('is not routed while Slack is down: the turn fails, and a later one does it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.workspace.down = true;
    expect(await outcomeOf(advanceApproval(world.ports(), id))).toBeInstanceOf(Error);
    expect(factsOf(world, id)).not.toContain('routed');
    world.workspace.down = false;
    expect(await advanceApproval(world.ports(), id)).toEqual(untilNextLook);
  });

  it('that is decided while the card is being posted fails the turn, and the next one says what it is', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    const posting = gate.stall('messenger.postCard');
    const turn = outcomeOf(advanceApproval(world.ports(gate), id));
    await posting.sent;
    const card = { channel: 'C0APPROVALS', ts: '1.0' };
    await approve(world.ports(), { id, approver: bob.person, card });
    posting.land();
    expect(await turn).toBeInstanceOf(StaleRecordError);
    expect(await advanceApproval(world.ports(), id)).toEqual(settled);
    expect(world.request(id).card).toEqual(card);
    expect(world.workspace.said).toEqual(['card seen', 'card approved']);
  });
});

describe('a request that nobody decided', () => {
  it('waits to the last moment before it lapses', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.now = minutesAfterNoon(479.99);
    expect(await advanceApproval(world.ports(), id)).toEqual({
      state: 'waiting',
      wakeAt: minutesAfterNoon(480),
    });
    expect(world.request(id).status).toBe('pending');
  });

  it('lapses when its time is up, and the card and the requester are told', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    world.toMinute(480);
    expect(await advanceApproval(world.ports(), id)).toEqual(settled);
    expect(world.request(id).status).toBe('lapsed');
    expect(world.workspace.said.slice(-2)).toEqual(['card lapsed', 'told lapsed']);
  });

  it('lapses unrouted where Slack was down all the time: no card is posted any more', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.toMinute(480);
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said).toEqual(['told lapsed']);
  });

  it('was approved at the last moment: the lapse loses, and the next turn sees it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    const gate = new Gate();
    const lapse = gate.stall('requests.save');
    world.toMinute(480);
    const turn = outcomeOf(advanceApproval(world.ports(gate), id));
    await lapse.sent;
    world.toMinute(479);
    await approve(world.ports(), { id, approver: bob.person });
    lapse.land();
    expect(await turn).toBeInstanceOf(StaleRecordError);
    expect(await advanceApproval(world.ports(), id)).toEqual(settled);
    expect(world.request(id).status).toBe('approved');
  });
});

describe('what became of a request', () => {
  it('is told once, however often it is asked', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said.filter((what) => what === 'told denied')).toHaveLength(1);
  });

  it('is told again after a crash between saying and noting it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    const gate = new Gate();
    gate.dieAfter('messenger.tellRequester');
    await outcomeOf(advanceApproval(world.ports(gate), id));
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said.filter((what) => what === 'told denied')).toHaveLength(2);
  });

  it('is told later where Slack is down: the turn is not over before', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    world.workspace.down = true;
    expect(await advanceApproval(world.ports(), id)).toEqual({ state: 'settled', unsaid: { retryAfter: 0 } });
    world.workspace.down = false;
    world.toMinute(3);
    expect(await advanceApproval(world.ports(), id)).toEqual(settled);
    expect(world.workspace.said).toEqual(['told denied']);
  });
});

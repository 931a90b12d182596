import { describe, expect, it } from 'vitest';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { announce } from '../../../shared/usecases/announce.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { EditUnderWayError } from '../../../shared/usecases/errors.ts';
import { showNewest } from '../../../shared/usecases/show-newest.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, minutesAfterNoon, someReason } from '../../support/records.ts';

const place = { channel: 'C0APPROVALS', ts: '1.0' };
const card = { kind: 'card', place } as const;

/** A request whose card is out. */
async function routed() {
  const world = new World();
  const id = pendingOnProd(world);
  await advanceApproval(world.ports(), id);
  return { world, id };
}

const editsIn = ({ workspace }: World) => workspace.said.filter((what) => /^card (?!seen)/.test(what));

/** The record changes in a way that its card shows. */
function change(world: World, id: Awaited<ReturnType<typeof routed>>['id'], approvals: number) {
  const request = world.requestIn(id, 'pending');
  const given = { approver: bob, as: [], at: minutesAfterNoon(1) };
  const changed = {
    ...request,
    version: request.version + 1,
    approvals: Array.from({ length: approvals }, () => given),
  };
  world.records.requests.set(id, changed);
  return changed;
}

describe('an edit of a card', () => {
  it('is left out where the card shows the record already', async () => {
    const { world, id } = await routed();
    for (let times = 0; times < 3; times += 1) await advanceApproval(world.ports(), id);
    expect(editsIn(world)).toEqual([]);
  });

  it('is left out where the record has changed in nothing that the card shows', async () => {
    const { world, id } = await routed();
    await showNewest(world.ports(), change(world, id, 0), card);
    expect(editsIn(world)).toEqual([]);
    expect(world.records.shown.get(`${id} C0APPROVALS/1.0`)).toMatchObject({ version: 4 });
  });

  it('shows the record that is newest when its turn has come, not the one that it was called with', async () => {
    const { world, id } = await routed();
    const older = world.request(id);
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    await showNewest(world.ports(), { ...older, version: older.version + 1 }, card);
    expect(editsIn(world)).toEqual(['card denied']);
  });

  it('of a burst of ten changes at once costs two: the first, and the newest', async () => {
    const { world, id } = await routed();
    const first = new Gate();
    const editing = first.stall('messenger.update');
    const shown = [showNewest(world.ports(first), change(world, id, 1), card)];
    await editing.sent;
    for (let approvals = 2; approvals <= 10; approvals += 1) {
      shown.push(showNewest(world.ports(), change(world, id, approvals), card));
    }
    editing.land();
    await Promise.all(shown);
    expect(editsIn(world)).toHaveLength(2);
    expect(world.records.shown.get(`${id} C0APPROVALS/1.0`)).toMatchObject({
      ...{ version: world.request(id).version, shows: 'card pending 10 ' },
    });
  });

  it('waits for a second after the one before, as Slack’s limit asks', async () => {
    const { world, id } = await routed();
    await showNewest(world.ports(), change(world, id, 1), card);
    const before = Date.parse(world.now);
    await showNewest(world.ports(), change(world, id, 2), card);
    expect(Date.parse(world.now) - before).toBe(1000);
    expect(editsIn(world)).toHaveLength(2);
  });

  it('never overwrites a newer one: whoever comes second waits until the first is through', async () => {
    const { world, id } = await routed();
    const slow = new Gate();
    const older = slow.stall('messenger.update');
    const first = showNewest(world.ports(slow), change(world, id, 1), card);
    await older.sent;
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    const second = showNewest(world.ports(), world.request(id), card);
    older.land();
    await Promise.all([first, second]);
    expect(editsIn(world)).toEqual(['card pending', 'card denied']);
  });

  it('that hangs makes the others give up for now, and free the message half a minute later', async () => {
    const { world, id } = await routed();
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    await diesOver(world, 'messenger.update', (ports) => showNewest(ports, world.request(id), card));
    const waiting = outcomeOf(showNewest(world.ports(), world.request(id), card));
    expect(await waiting).toBeInstanceOf(EditUnderWayError);
    world.pass(30);
    await showNewest(world.ports(), world.request(id), card);
    expect(editsIn(world)).toEqual(['card denied']);
  });

  it('that Slack refused leaves unsaid what the card should show, and the next turn shows it', async () => {
    const { world, id } = await routed();
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    world.workspace.down = { retryAfter: 20 };
    expect(await announce(world.ports(), world.request(id))).toEqual({ retryAfter: 20 });
    world.workspace.down = false;
    world.pass(20);
    expect(await announce(world.ports(), world.request(id))).toBeUndefined();
    expect(world.workspace.said.slice(-2)).toEqual(['card denied', 'told denied']);
  });

  it('of an approved request costs one for each step that people see', async () => {
    const { world, id } = await routed();
    await approve(world.ports(), { id, approver: bob.person });
    for (let times = 0; times < 5; times += 1) await advanceApproval(world.ports(), id);
    expect(editsIn(world)).toEqual(['card approved']);
  });
});

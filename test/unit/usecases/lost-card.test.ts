import { describe, expect, it } from 'vitest';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { ChannelUnusableError, StaleRecordError } from '../../../shared/usecases/errors.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, minutesAfterNoon, someReason } from '../../support/records.ts';

const fallback = 'C0FALLBACK';

describe('a card whose channel cannot be used', () => {
  it('goes to the channel that stands in, with an alarm', async () => {
    const world = new World();
    world.workspace.unusable.add('C0APPROVALS');
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    expect(world.request(id).card).toMatchObject({ channel: fallback });
    expect(world.alarms).toEqual(['approvals-channel-unusable']);
    expect(factsOf(world, id).at(-1)).toBe('routed');
  });

  it('where there is no other is told to the requester, once, and is tried again', async () => {
    const world = new World();
    world.workspace.unusable.add('C0APPROVALS').add(fallback);
    const id = pendingOnProd(world);
    for (let times = 0; times < 2; times += 1) {
      expect(await outcomeOf(advanceApproval(world.ports(), id))).toBeInstanceOf(ChannelUnusableError);
    }
    expect(world.workspace.said).toEqual(['told that nobody was asked']);
    expect(world.alarms).toHaveLength(2);
    world.workspace.unusable.clear();
    await advanceApproval(world.ports(), id);
    expect(world.request(id).card).toMatchObject({ channel: 'C0APPROVALS' });
  });
});

describe('a card whose channel was archived while it waited', () => {
  /** A card that nobody sees any more, half an hour later. */
  async function lost() {
    const world = new World();
    const id = pendingOnProd(world);
    expect(await advanceApproval(world.ports(), id)).toMatchObject({ wakeAt: minutesAfterNoon(17) });
    world.workspace.unusable.add('C0APPROVALS');
    world.toMinute(32);
    return { world, id };
  }

  it('is posted anew in the channel that stands in, and the record learns the place', async () => {
    const { world, id } = await lost();
    await advanceApproval(world.ports(), id);
    expect(world.request(id).card).toMatchObject({ channel: fallback });
    expect(factsOf(world, id).slice(-2)).toEqual(['routed', 'rerouted']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
    expect(world.alarms).toEqual(['approvals-channel-unusable']);
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said).toEqual(['card seen', 'card seen']);
  });

  it('is decided by a click on the old card all the same, and the new one loses its buttons', async () => {
    const { world, id } = await lost();
    const { card: old } = world.request(id);
    await advanceApproval(world.ports(), id);
    await approve(world.ports(), { id, approver: bob.person, ...(old && { card: old }) });
    await advanceApproval(world.ports(), id);
    expect(world.request(id)).toMatchObject({ status: 'approved', card: { channel: fallback } });
    expect(world.workspace.said.at(-1)).toBe('card approved');
  });

  it('and that is decided while it is posted anew leaves no second card with buttons', async () => {
    const { world, id } = await lost();
    const gate = new Gate();
    const posting = gate.stall('messenger.postCard');
    const turn = outcomeOf(advanceApproval(world.ports(gate), id));
    await posting.sent;
    await deny(world.ports(), { id, approver: bob.person, why: someReason });
    world.workspace.unusable.clear();
    posting.land();
    expect(await turn).toBeInstanceOf(StaleRecordError);
    expect(world.workspace.said.at(-1)).toBe('card denied');
  });

  it('is left where it is while Slack cannot say whether anybody sees it', async () => {
    const { world, id } = await lost();
    const gate = new Gate();
    gate.fail('messenger.isCardSeen');
    await advanceApproval(world.ports(gate), id);
    expect(world.request(id).card).toMatchObject({ channel: 'C0APPROVALS' });
    expect(world.reported).toEqual(['look after the channel of the card']);
  });

  it('is looked after until the request lapses, and not beyond', async () => {
    const { world, id } = await lost();
    world.workspace.unusable.clear();
    world.toMinute(470);
    expect(await advanceApproval(world.ports(), id)).toMatchObject({ wakeAt: minutesAfterNoon(480) });
  });
});

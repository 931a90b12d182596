import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { handOver } from '../../../shared/usecases/hand-over.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { callsOf, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, carol, dave, minutesAfterNoon } from '../../support/records.ts';
import { patientTerms, pendingUnder } from '../../support/waiting.ts';

/** Alice's request was routed, and an hour has passed. */
async function anHourLater(terms = patientTerms): Promise<{ world: World; id: RequestId }> {
  const world = new World();
  const id = pendingUnder(world, terms);
  await advanceApproval(world.ports(), id);
  world.toMinute(60);
  return { world, id };
}

const reminders = ({ workspace }: World) => workspace.said.filter((what) => what.endsWith('reminder')).sort();

describe('a reminder', () => {
  it('is due to the minute: the machine wakes up for it', async () => {
    const world = new World();
    const id = pendingUnder(world, patientTerms);
    world.toMinute(50);
    expect(await advanceApproval(world.ports(), id)).toMatchObject({ wakeAt: minutesAfterNoon(60) });
    expect(reminders(world)).toEqual([]);
  });

  it('goes to each who has not answered, once, however often it is looked at', async () => {
    const { world, id } = await anHourLater();
    for (const minute of [60, 75, 90]) {
      world.toMinute(minute);
      await advanceApproval(world.ports(), id);
    }
    expect(reminders(world)).toEqual(['asked U0BOB reminder', 'asked U0CAROL reminder']);
    expect(factsOf(world, id).filter((fact) => fact === 'reminded')).toHaveLength(1);
    const people = [bob.person.userId, carol.person.userId];
    expect(world.request(id).reminded).toEqual({ where: 'direct-messages', people });
  });

  it('spares the requester, whoever approved, and whoever asked somebody else', async () => {
    const twoNeeded = patientTerms.replace('quorum: 1', 'quorum: 2');
    const { world, id } = await anHourLater(twoNeeded);
    world.workspace.groups.set('payments-leads', new Set([alice, bob, carol, dave].map(userIdOf)));
    await approve(world.ports(), { id, approver: bob.person });
    await handOver(world.ports(), { id, approver: carol.person, to: dave.person.userId });
    await advanceApproval(world.ports(), id);
    expect(reminders(world)).toEqual(['asked U0DAVE reminder']);
  });

  it('is said under the card where more than twenty have not answered', async () => {
    const { world, id } = await anHourLater();
    world.workspace.groups.set('payments-leads', new Set([userIdOf(bob), ...manyStrangers(20)]));
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    expect(reminders(world)).toEqual(['note reminder']);
    expect(world.request(id).reminded).toEqual({ where: 'thread', sources: ['@payments-leads'] });
  });

  it('waits for a directory that is down, and is looked for again within a minute', async () => {
    const { world, id } = await anHourLater();
    const gate = new Gate();
    gate.fail('directory.profile');
    expect(await advanceApproval(world.ports(gate), id)).toMatchObject({ wakeAt: minutesAfterNoon(61) });
    expect(world.reported).toEqual(['look after those who are asked']);
    expect(factsOf(world, id)).not.toContain('escalated');
    await advanceApproval(world.ports(), id);
    expect(reminders(world)).toHaveLength(2);
  });

  it('reaches everybody although its function dies after any of its calls', async () => {
    const first = await anHourLater();
    const calls = await callsOf(first.world, (ports) => advanceApproval(ports, first.id));
    for (let call = 1; call <= calls.length; call += 1) {
      const { world, id } = await anHourLater();
      const gate = new Gate();
      gate.dieAfter(call);
      await outcomeOf(advanceApproval(world.ports(gate), id));
      await advanceApproval(world.ports(), id);
      const told = reminders(world);
      expect(new Set(told), `after call ${call}`).toEqual(
        new Set(['asked U0BOB reminder', 'asked U0CAROL reminder']),
      );
      // Only a death between saying it and noting it says it twice.
      expect(told.length).toBeLessThanOrEqual(calls[call - 1] === 'approverMessenger.ask' ? 3 : 2);
      expect(factsOf(world, id).filter((fact) => fact === 'reminded')).toHaveLength(1);
      expect(chainOf(world, id)).toMatchObject({ sound: true });
    }
  });

  it('loses its buttons, once, when the request is settled', async () => {
    const { world, id } = await anHourLater();
    await advanceApproval(world.ports(), id);
    await approve(world.ports(), { id, approver: bob.person });
    await advanceApproval(world.ports(), id);
    await advanceApproval(world.ports(), id);
    expect(world.workspace.said.filter((what) => what.startsWith('settled'))).toEqual([
      'settled dm-U0BOB approved',
      'settled dm-U0CAROL approved',
    ]);
  });
});

const userIdOf = ({ person }: typeof alice) => person.userId;
const manyStrangers = (many: number) => Array.from({ length: many }, (_, place) => `U0STRANGER${place}`);

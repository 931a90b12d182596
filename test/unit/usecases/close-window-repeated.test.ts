import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import type { Turn } from '../../../shared/usecases/turn.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { callsOf, diesOver, outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf, namedIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob } from '../../support/records.ts';

const numbered = (calls: readonly string[]) => calls.map((call, index) => ({ number: index + 1, call }));

async function openedAndOver(): Promise<{ world: World; id: RequestId }> {
  const world = new World();
  const id = await openedOnStaging(world);
  world.toMinute(62);
  return { world, id };
}

const beforehand = await openedAndOver();
const closing = await callsOf(beforehand.world, (ports) => closeWindow(ports, beforehand.id));
const everyCall = numbered(closing);
const everyEffect = everyCall.filter(({ call }) => /save|write|remove|delete|tell|mark/.test(call));

const untouched = new World();
const everyCallOfOpening = numbered(
  await callsOf(untouched, (ports) => openWindow(ports, approvedOnStaging(untouched))),
);

function expectEnded(world: World, id: RequestId): void {
  expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'expired', evidence: [] });
  expect(namedIn(world)).toEqual([]);
  expect(world.cluster('staging-eu').entries.size).toBe(0);
  // A call that failed is on record between them.
  const facts = factsOf(world, id).filter((fact) => fact !== 'taking-away-failed');
  expect(facts.slice(-2)).toEqual(['closing', 'closed']);
  expect(chainOf(world, id)).toMatchObject({ sound: true });
}

/** Takes a turn, and a minute later another one where a message was still held by the invocation that died. */
async function closedAndSaid(world: World, id: RequestId): Promise<Turn> {
  const turn = await closeWindow(world.ports(), id);
  if (turn.unsaid === undefined) return turn;
  world.pass(60);
  return closeWindow(world.ports(), id);
}

describe('a closing that is repeated', () => {
  it.each(everyCall)('ends once, although the first died after call $number, $call', async ({ number }) => {
    const { world, id } = await openedAndOver();
    const gate = new Gate();
    gate.dieAfter(number);
    await outcomeOf(closeWindow(world.ports(gate), id));
    expect(gate.killed).toBe(true);
    world.pass(5);
    expect(await closedAndSaid(world, id)).toEqual({ state: 'settled' });
    expectEnded(world, id);
    const told = world.workspace.said.filter((what) => what === 'told ended');
    expect(told).toHaveLength(closing[number - 1] === 'messenger.tellRequester' ? 2 : 1);
  });

  it.each(everyCall)(
    'ends once, although call $number, $call, failed after its effect',
    async ({ number }) => {
      const { world, id } = await openedAndOver();
      const gate = new Gate();
      gate.fail(number, 'after');
      await outcomeOf(closeWindow(world.ports(gate), id));
      expect(await closedAndSaid(world, id)).toEqual({ state: 'settled' });
      expectEnded(world, id);
    },
  );

  it.each(everyCall)(
    'lets the next one in two minutes after it died after call $number, $call',
    async ({ number }) => {
      const { world, id } = await openedAndOver();
      const gate = new Gate();
      gate.dieAfter(number);
      await outcomeOf(closeWindow(world.ports(gate), id));
      await closeWindow(world.ports(), id);
      const bobs = approvedOnStaging(world, { by: bob, at: world.now });
      world.pass(120);
      await openWindow(world.ports(), bobs);
      expect(world.request(bobs).status).toBe('active');
    },
  );

  it.each(everyEffect)(
    'is not undone by call $number, $call, of a dead one that lands after it',
    async ({ number }) => {
      const { world, id } = await openedAndOver();
      const late = await diesOver(world, number, (ports) => closeWindow(ports, id));
      expect(await closedAndSaid(world, id)).toEqual({ state: 'settled' });
      late.land();
      expectEnded(world, id);
    },
  );
});

describe('the closing after an opening that died', () => {
  it.each(everyCallOfOpening)('after call $number, $call, leaves nothing of it', async ({ number }) => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    gate.dieAfter(number);
    await outcomeOf(openWindow(world.ports(gate), id));
    await closeWindow(world.ports(), id, { errorName: 'Lambda.Unknown' });
    world.toMinute(70);
    expect(await closedAndSaid(world, id)).toEqual({ state: 'settled' });
    expect(namedIn(world)).toEqual([]);
    expect(world.cluster('staging-eu').entries.size).toBe(0);
    // What was never seen may only not be visible yet, so its lease waits for the sweep; nobody else holds it.
    for (const lease of world.records.leases.values()) expect(lease.state).toBe('deleting');
    expect(['failed', 'ended']).toContain(world.request(id).status);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });
});

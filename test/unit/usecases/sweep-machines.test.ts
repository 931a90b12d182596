import { expect, it } from 'vitest';
import type { BreakGlass } from '../../../shared/domain/break-glass.ts';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import { emergency } from '../../support/broken-glass.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { Sweeps, sweepOnce } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';
import { oncall } from '../../support/paging.ts';
import { minutesAfterNoon, sha256, someReason } from '../../support/records.ts';

it('whatever is not over has its machine started again, which changes nothing while one runs', async () => {
  const world = new World();
  const active = await openedOnStaging(world);
  const pending = pendingOnProd(world);
  await advanceApproval(world.ports(), pending);
  world.machines.splice(0);
  await sweepOnce(world);
  expect(world.machines.toSorted()).toEqual([`start approval ${pending}`, `start window ${active}`]);
});

it('a break-glass that is over keeps its machine until it is reviewed', async () => {
  const world = new World();
  const id = await openedOnStaging(world);
  world.toMinute(62);
  await sweepOnce(world);
  const ended = world.requestIn(id, 'ended');
  const openedAt = minutesAfterNoon(2);
  const breakGlass: BreakGlass = { terms: emergency.terms, pages: [oncall], openedAt };
  world.records.requests.set(id, { ...ended, breakGlass });
  world.machines.splice(0);
  await sweepOnce(world);
  expect(world.machines).toEqual([`start window ${id}`]);
  const review = { by: ended.requester, at: world.now, verdict: 'justified', text: someReason } as const;
  world.records.requests.set(id, { ...ended, breakGlass: { ...breakGlass, review } });
  world.machines.splice(0);
  await sweepOnce(world);
  expect(world.machines).toEqual([]);
});

it('of very many the sweeps look at a hundred each, in turn', async () => {
  const world = new World();
  const like = world.requestIn(await openedOnStaging(world), 'active');
  for (let number = 1; number < 250; number += 1) {
    const id = requestIdFromHash(sha256(`${number}`));
    world.records.requests.set(id, { ...like, id });
  }
  const started = [];
  for (const minutes of [5, 10, 15]) {
    world.toMinute(minutes);
    world.machines.splice(0);
    await sweepOnce(world);
    started.push([...world.machines]);
  }
  expect(started.map(({ length }) => length).toSorted()).toEqual([100, 100, 50].toSorted());
  expect(new Set(started.flat()).size).toBe(250);
});

it('a Step Functions that does not answer keeps no cluster from being swept', async () => {
  const world = new World();
  const id = await openedOnStaging(world);
  world.toMinute(63);
  const gate = new Gate();
  gate.fail('machines.start');
  const report = await sweepOnce(world, new Sweeps(), { gate });
  expect(report.clusters).toBe(2);
  expect(world.request(id).status).toBe('ended');
  expect(world.reported).toEqual([`look after the machine of request ${id}`]);
});

import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { factsOf, leaseIn, namedIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { minutesAfterNoon } from '../../support/records.ts';

const settled = { state: 'settled' };

async function closeIn(world: World, id: Awaited<ReturnType<typeof openedOnStaging>>, errorName?: string) {
  return closeWindow(world.ports(), id, errorName === undefined ? undefined : { errorName });
}

describe('an opening that was given up', () => {
  it('is cleaned away, and failed only then', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    gate.leave('witness.ask');
    gate.fail('witness.ask');
    await outcomeOf(openWindow(world.ports(gate), id));
    expect(namedIn(world)).toHaveLength(2);
    expect(await closeIn(world, id, 'DependencyError')).toEqual(settled);
    expect(namedIn(world)).toEqual([]);
    expect(world.cluster('staging-eu').entries.size).toBe(0);
    expect(leaseIn(world)).toBeUndefined();
    expect(world.requestIn(id, 'failed').abandoned.why).toBe('cluster-failing');
    expect(world.workspace.said).toEqual(['told failed']);
  });

  it('says by the last error of the opening what the matter was', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    await closeIn(world, id, 'NoEvidenceError');
    expect(world.requestIn(id, 'failed').abandoned.why).toBe('no-evidence');
  });

  it('has not failed while the cluster still counts what was made', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    gate.leave('witness.ask');
    gate.fail('witness.ask');
    await outcomeOf(openWindow(world.ports(gate), id));
    world.cluster('staging-eu').authorizeAsNow(15);
    expect(await outcomeOf(closeIn(world, id, 'DependencyError'))).toBeInstanceOf(DependencyError);
    expect(world.request(id).status).toBe('approved');
    expect(await closeIn(world, id, 'DependencyError')).toEqual(settled);
    expect(factsOf(world, id).slice(-3)).toEqual(['abandoned', 'taking-away-failed', 'failed']);
  });

  it('because the machine ran out of tries is not opened again', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    await closeIn(world, id, 'DependencyError');
    await openWindow(world.ports(), id);
    expect(world.request(id).status).toBe('failed');
    expect(namedIn(world)).toEqual([]);
  });

  it('is not what a failure of an opening means that had already recorded success', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    expect(await closeIn(world, id, 'TimeoutError')).toMatchObject({ wakeAt: minutesAfterNoon(52) });
    expect(world.request(id).status).toBe('active');
  });
});

describe('an approved request that nothing opens', () => {
  it('is waited for until it may no longer open, and then is over', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    expect(await closeIn(world, id)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(30) });
    world.toMinute(30);
    expect(await closeIn(world, id)).toEqual(settled);
    expect(world.requestIn(id, 'failed').abandoned.why).toBe('too-late');
  });

  it('is waited for until the end of its window, where that is fixed already', async () => {
    const world = new World();
    const id = approvedOnStaging(world, { duration: '5m' });
    const gate = new Gate();
    gate.dieAfter('requests.save');
    await outcomeOf(openWindow(world.ports(gate), id));
    expect(await closeIn(world, id)).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(7) });
    world.toMinute(7);
    expect(await closeIn(world, id)).toEqual(settled);
    expect(world.request(id).status).toBe('failed');
  });
});

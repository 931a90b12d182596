import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { entryIn, leaseIn, namedIn, sharedRole } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob } from '../../support/records.ts';

const settled = { state: 'settled' };

async function closeIn(world: World, id: Awaited<ReturnType<typeof openedOnStaging>>, errorName?: string) {
  return closeWindow(world.ports(), id, errorName === undefined ? undefined : { errorName });
}

describe('the access entry, when a window closes', () => {
  it('stays while another window rests on it, and goes with the last', async () => {
    const world = new World();
    const alices = await openedOnStaging(world);
    const bobs = await openedOnStaging(world, { by: bob, duration: '2h' });
    world.toMinute(62);
    await closeIn(world, alices);
    expect(world.cluster('staging-eu').entries.size).toBe(1);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [bobs] });
    expect(namedIn(world)).toEqual([
      'checkout: k8s-access:bob@example.com',
      'payments: k8s-access:bob@example.com',
    ]);
    world.toMinute(122);
    await closeIn(world, bobs);
    expect(world.cluster('staging-eu').entries.size).toBe(0);
    expect(leaseIn(world)).toBeUndefined();
  });

  it('that was there before us is never deleted', async () => {
    const world = new World();
    const theirs = {
      ...{ principalArn: sharedRole, type: 'STANDARD', username: 'sso:{{SessionNameRaw}}' },
      ...{ groups: [], generation: undefined },
    };
    world.cluster('staging-eu').entries.set(sharedRole, theirs);
    const id = await openedOnStaging(world);
    world.toMinute(62);
    await closeIn(world, id);
    expect(entryIn(world)).toBe(theirs);
    expect(namedIn(world)).toEqual([]);
    expect(leaseIn(world)).toBeUndefined();
  });

  it('that a dead function left behind with our tag is taken over by the next window, and goes with it', async () => {
    const world = new World();
    const left = {
      ...{ principalArn: sharedRole, type: 'STANDARD', username: 'k8s-access:{{SessionNameRaw}}' },
      ...{ groups: [], generation: 'left-behind' },
    };
    world.cluster('staging-eu').entries.set(sharedRole, left);
    const id = await openedOnStaging(world);
    expect(leaseIn(world)).toMatchObject({ generation: 'left-behind', holders: [id] });
    world.toMinute(62);
    await closeIn(world, id);
    expect(entryIn(world)).toBeUndefined();
    expect(leaseIn(world)).toBeUndefined();
  });

  it('that somebody replaced with one of theirs is left to them', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const theirs = {
      principalArn: sharedRole,
      type: 'STANDARD',
      username: 'x',
      groups: [],
      generation: undefined,
    };
    world.cluster('staging-eu').entries.set(sharedRole, theirs);
    world.toMinute(62);
    await closeIn(world, id);
    expect(entryIn(world)).toBe(theirs);
  });

  it('that somebody retagged since the last sweep is named in the audit trail, and left alone', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const retagged = { ...entryIn(world), generation: 'somebody-elses' } as NonNullable<
      ReturnType<typeof entryIn>
    >;
    world.cluster('staging-eu').entries.set(sharedRole, retagged);
    world.toMinute(62);
    await closeIn(world, id);
    expect(entryIn(world)).toBe(retagged);
    const drifts = [{ of: 'entry', where: sharedRole, problem: 'tag' }];
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({ type: 'closed', drifts });
    expect(world.alarms).toContain('access-drifted');
  });

  it('that nobody touched goes without a word', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    await closeIn(world, id);
    expect(world.records.eventsOf(id).at(-1)?.fact).not.toHaveProperty('drifts');
    expect(world.alarms).toEqual([]);
  });

  it('that is still visible after its deletion is deleted again', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62);
    world.cluster('staging-eu').describeAsNow(3);
    expect(await outcomeOf(closeIn(world, id))).toBeInstanceOf(DependencyError);
    expect(world.request(id).status).toBe('closing');
    expect(await closeIn(world, id)).toEqual(settled);
  });
});

import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';

const down = new DependencyError('Cluster staging-eu did not delete the role binding: it did not answer.');

/** One turn of closing while the cluster deletes nothing. */
async function fails(world: World, id: RequestId, error: Error = down) {
  const gate = new Gate();
  for (let binding = 0; binding < 2; binding += 1) gate.fail('bindings.remove', 'before', error);
  return outcomeOf(closeWindow(world.ports(gate), id));
}

async function overOnStaging(world: World): Promise<RequestId> {
  const id = await openedOnStaging(world);
  world.toMinute(63);
  return id;
}

describe('access that cannot be taken away', () => {
  it('is on record with what fails and since when, once, however often it fails', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    const since = world.now;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await fails(world, id)).toBeInstanceOf(Error);
      world.pass(10);
    }
    expect(world.requestIn(id, 'closing').failing).toEqual({ since, why: down.message });
    const facts = world.records.eventsOf(id).map(({ fact }) => fact.type);
    expect(facts.filter((type) => type === 'taking-away-failed')).toHaveLength(1);
    expect(world.pages).toEqual([]);
  });

  it('pages those who run it after two minutes, once, and tells them when it is settled', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    for (const seconds of [60, 61, 300, 300]) {
      await fails(world, id);
      world.pass(seconds);
    }
    expect(world.pages).toEqual([`page k8s-access/taking-away/${id}`]);
    expect(world.records.eventsOf(id).at(-1)?.fact.type).toBe('operators-paged');
    await closeWindow(world.ports(), id);
    expect(world.pages.at(-1)).toBe(`resolve k8s-access/taking-away/${id}`);
    expect(world.requestIn(id, 'ended')).not.toHaveProperty('failing');
  });

  it('pages again where nobody could be paged', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    await fails(world, id);
    world.pass(121);
    const gate = new Gate();
    gate.fail('bindings.remove', 'before', down);
    gate.fail('pager.page');
    await outcomeOf(closeWindow(world.ports(gate), id));
    expect(world.reported).toContain('note that access cannot be taken away');
    await fails(world, id);
    expect(world.requestIn(id, 'closing').failing?.pagedAt).toBe(world.now);
  });

  it('says nothing of an error that is not ours, which could carry a secret', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    await fails(world, id, new TypeError('token k8s-aws-v1.secret'));
    expect(world.requestIn(id, 'closing').failing?.why).toMatch(
      /^Something failed on our side \(TypeError\)/,
    );
  });

  it('ends as soon as it can, whatever went before', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    await fails(world, id);
    await closeWindow(world.ports(), id);
    expect(world.request(id).status).toBe('ended');
    expect(world.pages).toEqual([]);
  });
});

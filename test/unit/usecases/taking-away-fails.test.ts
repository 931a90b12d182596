import { describe, expect, it } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { DependencyError } from '../../../shared/usecases/errors.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { World } from '../../support/in-memory/world.ts';

const keyOf = (id: RequestId) => `k8s-access/taking-away/${id}`;

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
    expect(world.phones.alerts.size).toBe(0);
  });

  it('pages those who run it after two minutes, once, and tells them when it is settled', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    for (const seconds of [60, 61, 300, 300]) {
      await fails(world, id);
      world.pass(seconds);
    }
    expect([...world.phones.alerts.keys()]).toContain(`pagerduty platform-oncall ${keyOf(id)}`);
    const paged = world.records.eventsOf(id).filter(({ fact }) => fact.type === 'operators-paged');
    expect(paged).toHaveLength(1);
    await closeWindow(world.ports(), id);
    expect(world.phones.settled).toEqual([`resolve ${keyOf(id)}`]);
    expect(world.requestIn(id, 'ended')).not.toHaveProperty('failing');
  });

  it('pages again where nobody could be paged', async () => {
    const world = new World();
    const id = await overOnStaging(world);
    await fails(world, id);
    world.pass(121);
    world.phones.down.add('pagerduty').add('sns');
    await fails(world, id);
    expect(world.requestIn(id, 'closing').failing).not.toHaveProperty('pagedAt');
    world.phones.down.delete('sns');
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
    expect(world.phones.settled).toEqual([]);
  });
});

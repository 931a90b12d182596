import { describe, expect, it } from 'vitest';
import { findingInWords } from '../../../shared/domain/finding.ts';
import { advanceApproval } from '../../../shared/usecases/advance-approval.ts';
import type { AccessEntry } from '../../../shared/usecases/cluster-ports.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnStaging, openedOnStaging, pendingOnProd } from '../../support/in-memory/lives.ts';
import { diesOver } from '../../support/in-memory/runs.ts';
import { entryIn, leaseIn, sharedRole } from '../../support/in-memory/sights.ts';
import { Sweeps, sweepOnce } from '../../support/in-memory/sweeping.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob } from '../../support/records.ts';

describe('where machines have failed', () => {
  it('a window that is over is closed, and it is told that its machine had not', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(70);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect(world.requestIn(id, 'ended').cause).toBe('expired');
    expect([world.cluster('staging-eu').bindings, entryIn(world)]).toEqual([[], undefined]);
    expect(sweeps.told).toMatchObject([{ kind: 'late', request: id }]);
  });

  it('a window that is over this minute is closed without a word', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.toMinute(62.5);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect(world.request(id).status).toBe('ended');
    expect(sweeps.told).toEqual([]);
  });

  it('a machine that never started is started, and what was not opened in time is cleaned', async () => {
    const world = new World();
    const approved = approvedOnStaging(world, { at: world.now });
    const pending = pendingOnProd(world);
    world.pass(61);
    await sweepOnce(world);
    expect(world.machines).toEqual(
      expect.arrayContaining([`start window ${approved}`, `wake approval ${pending}`]),
    );
    world.toMinute(40);
    await sweepOnce(world);
    expect(world.request(approved)).toMatchObject({ status: 'failed', abandoned: { why: 'too-late' } });
  });

  it('a request whose approvers were asked is left to its machine until it lapses', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await advanceApproval(world.ports(), id);
    world.machines.splice(0);
    world.toMinute(60);
    await sweepOnce(world);
    expect(world.machines).not.toContain(`wake approval ${id}`);
    world.toMinute(8 * 60 + 2);
    await sweepOnce(world);
    expect(world.machines).toContain(`wake approval ${id}`);
  });
});

describe('two sweeps at once', () => {
  it('end each window once, and leave nothing', async () => {
    const world = new World();
    const ids = [await openedOnStaging(world), await openedOnStaging(world, { by: bob })];
    const [one] = world.cluster('staging-eu').bindings;
    world.pass(60);
    world.cluster('staging-eu').unbind(one?.uid ?? '');
    world.toMinute(63);
    const sweeps = new Sweeps();
    await Promise.all([sweepOnce(world, sweeps), sweepOnce(world, sweeps)]);
    await sweepOnce(world, sweeps);
    expect(ids.map((id) => world.request(id).status)).toEqual(['ended', 'ended']);
    for (const id of ids) {
      const closed = world.records.eventsOf(id).filter(({ fact }) => fact.type === 'closed');
      expect(closed).toHaveLength(1);
    }
    expect(world.cluster('staging-eu').bindings).toEqual([]);
  });
});

describe('one unreachable cluster', () => {
  it('does not keep the others from being swept, and is told of after two sweeps in a row', async () => {
    const world = new World();
    world.cluster('prod-eu').answers = false;
    const id = await openedOnStaging(world);
    world.toMinute(63);
    const sweeps = new Sweeps();
    const report = await sweepOnce(world, sweeps);
    expect(report).toMatchObject({ clusters: 2, unreached: ['prod-eu'] });
    expect(world.request(id).status).toBe('ended');
    expect(sweeps.told).toEqual([]);
    await sweepOnce(world, sweeps);
    await sweepOnce(world, sweeps);
    expect(sweeps.told).toMatchObject([{ kind: 'unreachable', cluster: 'prod-eu' }]);
    expect(world.alarms).toEqual(['cluster-not-swept', 'cluster-not-swept']);
    world.cluster('prod-eu').answers = true;
    await sweepOnce(world, sweeps);
    const facts = sweeps.events.map(({ fact }) => fact.type);
    expect(facts).toEqual(['not-swept', 'not-swept', 'swept-again']);
  });
});

describe('time', () => {
  it('that is up leaves the clusters to another invocation, which goes on with those', async () => {
    const world = new World();
    const sweeps = new Sweeps();
    sweeps.timeLeft = 5_000;
    const report = await sweepOnce(world, sweeps, { input: { by: 'U0DAVE' } });
    expect(report).toMatchObject({ clusters: 0, left: ['prod-eu', 'staging-eu'] });
    expect(sweeps.carriedOn).toEqual([{ by: 'U0DAVE', clusters: ['prod-eu', 'staging-eu'] }]);
    sweeps.timeLeft = 60_000;
    const gate = new Gate();
    const next = await sweepOnce(world, sweeps, { gate, input: { clusters: ['staging-eu' as never] } });
    expect(next).toMatchObject({ clusters: 1, left: [] });
    expect(gate.calls.filter((call) => call === 'bindings.list')).toHaveLength(1);
  });
});

describe('people', () => {
  it('who may not have it any more lose it, though no event said so', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.workspace.change(alice.person.userId, { deactivated: true });
    await sweepOnce(world);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'deactivated' });
  });

  it('keep what they have while Slack does not answer', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    const gate = new Gate();
    gate.fail('directory.profile');
    await sweepOnce(world, new Sweeps(), { gate });
    expect(world.request(id).status).toBe('active');
    expect(world.reported).toContain('look after a person');
  });
});

describe('a lease', () => {
  it('whose holders are over is let go, and the entry goes with it', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const late = await diesOver(world, 'leases.write', (ports) => openWindow(ports, id));
    world.toMinute(40);
    await sweepOnce(world);
    expect(world.request(id).status).toBe('failed');
    late.land();
    expect(leaseIn(world)).toBeDefined();
    await sweepOnce(world);
    await expectForgotten(world);
  });

  it('whose entry somebody deleted ends the windows that rest on it', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.pass(120);
    world.cluster('staging-eu').entries.delete(sharedRole);
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift', found: [{ of: 'entry' }] });
    expect(sweeps.told).toMatchObject([{ kind: 'drift', found: { problem: 'missing' } }]);
    await expectForgotten(world);
  });

  it('whose entry was given groups ends the windows too, and the entry goes', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.pass(120);
    edit(world, { groups: ['admins'] });
    await sweepOnce(world);
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift', found: [{ problem: 'groups' }] });
    expect(entryIn(world)).toBeUndefined();
  });

  it.each([
    ['took off', undefined],
    ['changed', 'generation-of-nobody'],
  ])('whose entry somebody %s the tag of ends the windows, and leaves the entry', async (_, generation) => {
    const world = new World();
    const ids = [await openedOnStaging(world), await openedOnStaging(world, { by: bob })];
    world.pass(120);
    edit(world, { generation });
    const sweeps = new Sweeps();
    await sweepOnce(world, sweeps);
    await sweepOnce(world, sweeps);
    for (const id of ids) {
      const found = [{ of: 'entry', where: sharedRole, problem: 'tag' }];
      expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift', found });
    }
    expect(world.cluster('staging-eu').bindings).toEqual([]);
    expect([entryIn(world)?.generation, leaseIn(world)]).toEqual([generation, undefined]);
    const [first] = sweeps.told.map(findingInWords);
    expect(first).toContain(`somebody changed the tag of the access entry ${sharedRole}`);
    expect(first).toContain('The entry was left alone');
  });

  it('whose entry somebody took the tag off and gave groups names both', async () => {
    const world = new World();
    const id = await openedOnStaging(world);
    world.pass(120);
    edit(world, { generation: undefined, groups: ['admins'] });
    await sweepOnce(world);
    const found = [{ problem: 'tag' }, { problem: 'groups' }];
    expect(world.requestIn(id, 'ended')).toMatchObject({ cause: 'drift', found });
  });

  it('whose entry was never ours ends nothing for lacking our tag', async () => {
    const world = new World();
    const username = 'k8s-access:{{SessionNameRaw}}';
    const theirs = {
      principalArn: sharedRole,
      type: 'STANDARD',
      username,
      groups: [],
      generation: undefined,
    };
    world.cluster('staging-eu').entries.set(sharedRole, theirs);
    const id = await openedOnStaging(world);
    world.pass(120);
    await sweepOnce(world);
    expect(world.request(id).status).toBe('active');
  });
});

function edit(world: World, change: Partial<AccessEntry>): void {
  const entry = entryIn(world);
  if (entry === undefined) throw new Error('alice has an entry');
  world.cluster('staging-eu').entries.set(sharedRole, { ...entry, ...change });
}

// No entry was seen, which may only not be visible yet: so the lease is forgotten when the deadline has passed.
async function expectForgotten(world: World): Promise<void> {
  expect(leaseIn(world)?.state).toBe('deleting');
  world.pass(91);
  await sweepOnce(world);
  expect([leaseIn(world), entryIn(world)]).toEqual([undefined, undefined]);
}

import { describe, expect, it } from 'vitest';
import { parseAdoptedPrefix } from '../../../shared/domain/adopted-usernames.ts';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import {
  EntryLimitError,
  NoAccessEntriesError,
  PrincipalRefusedError,
} from '../../../shared/usecases/errors.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { approvedOnProd, approvedOnStaging, openedOnStaging } from '../../support/in-memory/lives.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { entryIn, factsOf, leaseIn, namedIn, sharedRole, usersIn } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, must, sha256 } from '../../support/records.ts';

/** Opens, expecting that it is given up; why. */
async function givenUp(world: World, id: ReturnType<typeof approvedOnStaging>): Promise<string | undefined> {
  await openWindow(world.ports(), id);
  expect(usersIn(world)).not.toContain('k8s-access:alice@example.com');
  return world.requestIn(id, 'approved').abandoned?.why;
}

describe('opening is given up', () => {
  it('where the rules of the role are not those that the approvers were asked about', async () => {
    const world = new World();
    const rules = world.cluster('prod-eu').roles.get('k8s-access:edit') ?? [];
    const id = approvedOnProd(world, hashOfRules(rules.slice(1), sha256));
    await openWindow(world.ports(), id);
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe('rules-changed');
    expect(world.cluster('prod-eu').bindings).toEqual([]);
    expect(world.requestIn(id, 'approved').window).toBeUndefined();
  });

  it('and not where the rules are the same, or could not be read when the approvers were asked', async () => {
    for (const known of [true, false]) {
      const world = new World();
      const rules = world.cluster('prod-eu').roles.get('k8s-access:edit') ?? [];
      const id = approvedOnProd(world, known ? hashOfRules(rules, sha256) : undefined);
      await openWindow(world.ports(), id);
      expect(world.request(id).status).toBe('active');
    }
  });

  it('where the role is missing', async () => {
    const world = new World();
    world.cluster('staging-eu').roles.clear();
    expect(await givenUp(world, approvedOnStaging(world))).toBe('role-missing');
  });

  it('where a namespace is missing', async () => {
    const world = new World();
    world.cluster('staging-eu').namespaces.delete('payments');
    expect(await givenUp(world, approvedOnStaging(world))).toBe('namespace-missing');
  });

  it("where a stranger's binding has the name, which is left as it is", async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const stranger = { namespace: 'payments', name: `k8s-access-${id}`, clusterRole: 'k8s-access:edit' };
    world.cluster('staging-eu').bind({ ...stranger, users: ['mallory'] });
    expect(await givenUp(world, id)).toBe('name-taken');
    expect(namedIn(world)).toContain('payments: mallory');
  });

  it('where somebody removed a binding between its record and its subject', async () => {
    const world = new World();
    const gate = new Gate();
    const id = approvedOnStaging(world);
    const patch = gate.stall('bindings.addSubject');
    const run = openWindow(world.ports(gate), id);
    await patch.sent;
    world.cluster('staging-eu').bindings.splice(0);
    patch.land();
    await run;
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe('no-evidence');
  });

  it.each(['dev-team', 'k8s:{{SessionNameRaw}}-x', '{{AccountID}}:{{SessionNameRaw}}'])(
    'where the entry gives people the username %s',
    async (username) => {
      const world = new World();
      const entry = {
        principalArn: sharedRole,
        type: 'STANDARD',
        username,
        groups: [],
        generation: undefined,
      };
      world.cluster('staging-eu').entries.set(sharedRole, entry);
      expect(await givenUp(world, approvedOnStaging(world))).toBe('entry-not-usable');
      expect(entryIn(world)).toBe(entry);
    },
  );

  it.each([
    ['no other names', [], 'username-not-fenced'],
    ['another prefix', ['staff:'], 'username-not-fenced'],
    ['the prefix', ['staff:', 'corp:'], undefined],
  ])(
    "unless the cluster's policies know the names that an adopted entry gives, here %s",
    async (_, prefixes, why) => {
      const world = new World();
      const template = 'corp:{{SessionNameRaw}}';
      const entry = { principalArn: sharedRole, type: 'STANDARD', groups: [], generation: undefined };
      world.cluster('staging-eu').entries.set(sharedRole, { ...entry, username: template });
      const adoptedUsernames = prefixes.map((prefix) => must(parseAdoptedPrefix(prefix)));
      const clusters = [...world.estate.clusters].map(
        ([name, cluster]) => [name, { ...cluster, adoptedUsernames }] as const,
      );
      world.estate = { ...world.estate, clusters: new Map(clusters) };
      const id = approvedOnStaging(world);
      await openWindow(world.ports(), id);
      const request = world.request(id);
      expect(request).toMatchObject(why === undefined ? { status: 'active' } : { abandoned: { why } });
    },
  );

  it('where the entry is one of nodes', async () => {
    const world = new World();
    const entry = {
      ...{ principalArn: sharedRole, type: 'EC2_LINUX', username: 'system:node:{{EC2PrivateDNSName}}' },
      ...{ groups: ['system:nodes'], generation: undefined },
    };
    world.cluster('staging-eu').entries.set(sharedRole, entry);
    expect(await givenUp(world, approvedOnStaging(world))).toBe('entry-for-nodes');
    expect(entryIn(world)).toBe(entry);
  });

  it.each([{ groups: ['system-masters-like'] }, { username: 'everybody' }])(
    'where somebody changed the entry that another window rests on: %j',
    async (change) => {
      const world = new World();
      await openedOnStaging(world, { by: bob });
      const ours = entryIn(world);
      if (ours === undefined) throw new Error('the first window made an entry');
      world.cluster('staging-eu').entries.set(sharedRole, { ...ours, ...change });
      expect(await givenUp(world, approvedOnStaging(world))).toBe('entry-changed');
    },
  );

  it.each([
    ['entry-limit', new EntryLimitError('3,000')],
    ['principal-refused', new PrincipalRefusedError('invalid principal')],
    ['no-access-entries', new NoAccessEntriesError('CONFIG_MAP')],
  ])('with %s, where EKS makes no entry', async (why, error) => {
    const world = new World();
    const id = approvedOnStaging(world);
    const ports = world.ports();
    const create = () => Promise.reject(error);
    await openWindow({ ...ports, entries: { ...ports.entries, create } }, id);
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe(why);
    expect(world.cluster('staging-eu').bindings).toEqual([]);
    expect(leaseIn(world)).toBeUndefined();
    await openedOnStaging(world, { by: bob });
    expect(leaseIn(world)).toMatchObject({ state: 'held' });
  });

  it('where EKS makes no entry, and somebody who joined meanwhile keeps the lease', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const ports = world.ports();
    const create = async () => {
      await outcomeOf(openWindow(ports, approvedOnStaging(world, { by: bob })));
      throw new EntryLimitError('3,000');
    };
    await openWindow({ ...ports, entries: { ...ports.entries, create } }, id);
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe('entry-limit');
    expect(leaseIn(world)).toMatchObject({ state: 'held' });
  });

  it('where EKS makes no entry, after a try whose answer was lost: the lease stays, for what may still come', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    const gate = new Gate();
    gate.fail('entries.create');
    await outcomeOf(openWindow(world.ports(gate), id));
    const ports = world.ports();
    const create = () => Promise.reject(new EntryLimitError('3,000'));
    await openWindow({ ...ports, entries: { ...ports.entries, create } }, id);
    expect(leaseIn(world)).toMatchObject({ state: 'held', holders: [id] });
  });

  it('from half an hour after the approval', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    world.toMinute(30);
    expect(await givenUp(world, id)).toBe('too-late');
    expect(world.requestIn(id, 'approved').window).toBeUndefined();
  });

  it("from the window's own end, however often it was tried before", async () => {
    const world = new World();
    const id = approvedOnStaging(world, { duration: '5m' });
    const gate = new Gate();
    gate.fail('bindings.create');
    await outcomeOf(openWindow(world.ports(gate), id));
    world.toMinute(7);
    expect(await givenUp(world, id)).toBe('too-late');
  });

  it('in the middle, where the end comes before the last subject is added', async () => {
    const world = new World();
    const id = approvedOnStaging(world, { duration: '5m' });
    const gate = new Gate();
    const first = gate.stall('bindings.addSubject');
    const run = openWindow(world.ports(gate), id);
    await first.sent;
    world.toMinute(7);
    first.land();
    await run;
    expect(gate.calls.filter((call) => call === 'bindings.addSubject')).toHaveLength(1);
    expect(world.requestIn(id, 'approved').abandoned?.why).toBe('too-late');
  });

  it('and nothing is active after the end, although the cluster said yes', async () => {
    const world = new World();
    const id = approvedOnStaging(world, { duration: '5m' });
    const gate = new Gate();
    gate.leave('witness.ask');
    const answer = gate.stall('witness.ask');
    const run = outcomeOf(openWindow(world.ports(gate), id));
    await answer.sent;
    world.toMinute(7);
    answer.land();
    expect(await run).toMatchObject({ name: 'IllegalTransitionError' });
    expect(world.request(id).status).toBe('approved');
  });

  it('once: a repeated opening makes nothing', async () => {
    const world = new World();
    const id = approvedOnStaging(world);
    world.toMinute(30);
    await openWindow(world.ports(), id);
    const gate = new Gate();
    await openWindow(world.ports(gate), id);
    expect(gate.calls).toEqual(['requests.find']);
    expect(factsOf(world, id).slice(-1)).toEqual(['abandoned']);
  });
});

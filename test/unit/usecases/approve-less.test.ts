import { beforeEach, describe, expect, it } from 'vitest';
import { clusterRole } from '../../../shared/domain/grant.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { approveLess, judgeLess } from '../../../shared/usecases/approve-less.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { rule } from '../../support/in-memory/cluster.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { approversOf, choose, hashIn, noteRules, pendingWide, termsOf } from '../../support/less.ts';
import { alice, bob, carol, durationOf, minutesAfterNoon, scope } from '../../support/records.ts';

let world: World;
let id: RequestId;
beforeEach(() => {
  world = new World();
  id = pendingWide(world);
});

const { clickBy, less, refusalOf } = approversOf(() => ({ world, id }));

describe('an approval of less', () => {
  it('makes the record ask for less, keeps what was asked first, and starts the window', async () => {
    noteRules(world, id);
    expect(await less(bob, '1h', 'payments', 'view')).toMatchObject({ outcome: 'approved' });
    const request = world.requestIn(id, 'approved');
    expect(termsOf(request)).toEqual({
      scope: scope('prod-eu', 'payments', 'view'),
      duration: durationOf('1h'),
      grant: clusterRole('k8s-access:view'),
      rulesHash: hashIn(world, 'view'),
    });
    expect(request.asked).toEqual({
      scope: scope('prod-eu', 'payments,checkout', 'edit'),
      duration: durationOf('4h'),
      grant: clusterRole('k8s-access:edit'),
    });
    expect(world.machines).toEqual([`start window ${id}`, `wake approval ${id}`]);
  });

  it('stands in the audit trail with what was allowed, in the one event of the approval', async () => {
    await less(bob, '30m', 'checkout', 'view');
    expect(world.records.eventsOf(id).at(-1)?.fact).toMatchObject({
      type: 'approved',
      complete: true,
      less: {
        scope: scope('prod-eu', 'checkout', 'view'),
        duration: durationOf('30m'),
        role: { grant: clusterRole('k8s-access:view'), rulesHash: hashIn(world, 'view') },
      },
      judged: { rule: { name: 'prod-payments-change' } },
    });
    expect(factsOf(world, id)).toEqual(['requested', 'decided', 'approved']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('with the same role needs no cluster to answer, and leaves the hash of its rules as it was noted', async () => {
    noteRules(world, id);
    world.cluster('prod-eu').answers = false;
    expect(await less(bob, '30m', 'checkout', 'edit')).toMatchObject({ outcome: 'approved' });
    expect(world.request(id).rulesHash).toBe(hashIn(world, 'edit'));
  });

  it('of all that is asked is a plain approval', async () => {
    const before = termsOf(world.request(id));
    await less(bob, '4h', 'checkout,payments', 'edit');
    const request = world.requestIn(id, 'approved');
    expect(termsOf(request)).toEqual(before);
    expect(request).not.toHaveProperty('asked');
    expect(world.records.eventsOf(id).at(-1)?.fact).not.toHaveProperty('less');
  });

  it('leaves all namespaces where the form could not offer them', async () => {
    await approveLess(world.ports(), {
      ...clickBy(bob),
      wanted: { ...choose('1h', 'payments', 'edit'), namespaces: 'all' },
    });
    expect(world.request(id).scope.namespaces).toEqual(['checkout', 'payments']);
  });

  it('opens for no longer, nowhere else and as nothing more', async () => {
    await less(bob, '1h', 'payments', 'view');
    await openWindow(world.ports(), id);
    const { window } = world.requestIn(id, 'active');
    expect(window.closesAt).toBe(minutesAfterNoon(62));
    expect(world.cluster('prod-eu').bindings).toMatchObject([
      { namespace: 'payments', clusterRole: 'k8s-access:view', users: [alice.principal.username] },
    ]);
  });

  it('opens nothing if its role has changed since the click', async () => {
    await less(bob, '1h', 'payments', 'view');
    world.cluster('prod-eu').roles.set('k8s-access:view', [rule(['*'], ['*'])]);
    await openWindow(world.ports(), id);
    expect(world.requestIn(id, 'approved').abandoned).toMatchObject({ why: 'rules-changed' });
    expect(world.cluster('prod-eu').bindings).toEqual([]);
  });
});

describe('where several must approve', () => {
  beforeEach(() => {
    id = pendingWide(world, 2);
  });

  it('the later one approves the lesser', async () => {
    await less(bob, '2h', 'payments', 'edit');
    await approve(world.ports(), clickBy(carol));
    const request = world.requestIn(id, 'approved');
    expect([request.duration, request.scope.namespaces]).toEqual([durationOf('2h'), ['payments']]);
    expect(request.asked?.duration).toBe(durationOf('4h'));
  });

  it('the later one may allow still less, never more again', async () => {
    await less(bob, '2h', 'checkout,payments', 'edit');
    expect(await refusalOf(carol, '4h', 'payments', 'edit')).toEqual({
      ...{ code: 'longer-than-asked', wanted: durationOf('4h'), asked: durationOf('2h') },
    });
    await less(carol, '1h', 'payments', 'view');
    expect(termsOf(world.requestIn(id, 'approved'))).toMatchObject({
      ...{ scope: scope('prod-eu', 'payments', 'view'), duration: durationOf('1h') },
    });
    expect(world.request(id).asked?.scope.role).toBe('edit');
  });

  it('a narrower role cannot be traded back', async () => {
    await less(bob, '4h', 'checkout,payments', 'view');
    expect(await refusalOf(carol, '4h', 'checkout,payments', 'edit')).toMatchObject({
      ...{ code: 'role-not-narrower', role: 'edit', asked: 'view' },
    });
  });

  it('of two at once the second is judged again, against what the first allowed', async () => {
    const gate = new Gate();
    const bobsWrite = gate.stall('requests.save');
    const bobs = less(bob, '3h', 'checkout,payments', 'edit', gate);
    await bobsWrite.sent;
    await less(carol, '1h', 'payments', 'edit');
    bobsWrite.land();
    expect(await bobs).toMatchObject({ refusal: { code: 'longer-than-asked', asked: durationOf('1h') } });
    expect(world.request(id).approvals).toHaveLength(1);
  });
});

describe('the roles that an approver is offered', () => {
  const offer = () => judgeLess(world.ports(), clickBy(bob));

  it('are those of the same rule which are narrower in the cluster', async () => {
    expect(await offer()).toEqual({ outcome: 'allowed', request: world.request(id), narrower: ['view'] });
  });

  it('are none while the cluster does not answer, and it is said why', async () => {
    world.cluster('prod-eu').answers = false;
    expect(await offer()).toMatchObject({ narrower: [], unread: { code: 'role-unread' } });
  });

  it('are none where the role has changed since its approvers were asked, and it is said why', async () => {
    noteRules(world, id);
    world.cluster('prod-eu').roles.set('k8s-access:edit', [rule(['*'], ['*'])]);
    expect(await offer()).toMatchObject({ narrower: [], unread: { code: 'role-changed' } });
  });

  it('are none, without asking the cluster, where the rule covers no other', async () => {
    const { role } = world.request(id).scope;
    const rules = world.estate.rules.filter(({ name }) => name === 'prod-payments-change');
    const forEdit = rules.map((one) => ({ ...one, when: { ...one.when, roles: [role] } }));
    world.estate = { ...world.estate, rules: forEdit };
    const gate = new Gate();
    expect(await judgeLess(world.ports(gate), clickBy(bob))).toMatchObject({ narrower: [] });
    expect(gate.calls).not.toContain('roles.describe');
  });
});

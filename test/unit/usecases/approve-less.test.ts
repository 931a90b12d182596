import { beforeEach, describe, expect, it } from 'vitest';
import { clusterRole } from '../../../shared/domain/grant.ts';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { approveLess, judgeLess, type LesserApproval } from '../../../shared/usecases/approve-less.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { rule } from '../../support/in-memory/cluster.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { pendingWide, termsOf, wideEstate } from '../../support/less.ts';
import {
  alice,
  bob,
  bySystem,
  carol,
  dave,
  durationOf,
  minutesAfterNoon,
  scope,
  sha256,
} from '../../support/records.ts';
import { afterChanges } from '../../support/stories.ts';

let world: World;
let id: RequestId;
beforeEach(() => {
  world = new World();
  id = pendingWide(world);
});

const clickBy = ({ person }: typeof bob) => ({ id, approver: person });

const wanted = (duration: string, namespaces: string, role: string): LesserApproval['wanted'] => ({
  duration: durationOf(duration),
  ...scope('prod-eu', namespaces, role),
});

const less = (by: typeof bob, duration: string, namespaces: string, role: string, gate = new Gate()) =>
  approveLess(world.ports(gate), { ...clickBy(by), wanted: wanted(duration, namespaces, role) });

async function refusalOf(...choice: Parameters<typeof less>): Promise<unknown> {
  const before = world.request(id);
  const answer = await less(...choice);
  expect(world.request(id)).toEqual(before);
  return answer.outcome === 'refused' ? answer.refusal : undefined;
}

const rulesIn = (role: string) => world.cluster('prod-eu').roles.get(`k8s-access:${role}`) ?? [];
const hashNow = (role: string) => hashOfRules(rulesIn(role), sha256);

/** The hash of what `edit` did was noted when its approvers were asked. */
function noteRules(): void {
  const noted = {
    ...bySystem('advance-approval', 0),
    type: 'note-rules',
    rulesHash: hashNow('edit'),
  } as const;
  world.given(afterChanges({ request: world.request(id), events: [] }, noted));
}

describe('an approval of less', () => {
  it('makes the record ask for less, keeps what was asked first, and starts the window', async () => {
    noteRules();
    expect(await less(bob, '1h', 'payments', 'view')).toMatchObject({ outcome: 'approved' });
    const request = world.requestIn(id, 'approved');
    expect(termsOf(request)).toEqual({
      scope: scope('prod-eu', 'payments', 'view'),
      duration: durationOf('1h'),
      grant: clusterRole('k8s-access:view'),
      rulesHash: hashNow('view'),
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
        role: { grant: clusterRole('k8s-access:view'), rulesHash: hashNow('view') },
      },
      judged: { rule: { name: 'prod-payments-change' } },
    });
    expect(factsOf(world, id)).toEqual(['requested', 'decided', 'approved']);
    expect(chainOf(world, id)).toMatchObject({ sound: true });
  });

  it('with the same role needs no cluster to answer, and leaves the hash of its rules as it was noted', async () => {
    noteRules();
    world.cluster('prod-eu').answers = false;
    expect(await less(bob, '30m', 'checkout', 'edit')).toMatchObject({ outcome: 'approved' });
    expect(world.request(id).rulesHash).toBe(hashNow('edit'));
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
      wanted: { ...wanted('1h', 'payments', 'edit'), namespaces: 'all' },
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

describe('more than is asked is refused, and changes nothing', () => {
  it('a longer duration, even where the rule would allow it', async () => {
    id = world.given(shorter());
    expect(await refusalOf(bob, '3h', 'payments', 'edit')).toMatchObject({ code: 'longer-than-asked' });
  });

  it('another namespace, even where the rule covers it', async () => {
    id = pendingWide(world, 2);
    await less(bob, '4h', 'payments', 'edit');
    expect(await refusalOf(carol, '4h', 'checkout', 'edit')).toEqual({
      ...{ code: 'namespaces-not-asked', wanted: ['checkout'], asked: ['payments'] },
    });
  });

  it('a namespace that the cluster does not have', async () => {
    expect(await refusalOf(bob, '4h', 'payments,other', 'edit')).toMatchObject({ code: 'unknown-namespace' });
  });

  it('a role that is not narrower, although the rule covers it', async () => {
    expect(await refusalOf(bob, '4h', 'payments', 'debug')).toEqual({
      ...{ code: 'role-not-narrower', role: 'debug', asked: 'edit' },
    });
  });

  it('a role that is narrower, but that the rule does not cover', async () => {
    world.cluster('prod-eu').roles.set('k8s-access:admin', rulesIn('view'));
    expect(await refusalOf(bob, '1h', 'payments', 'admin')).toMatchObject({
      ...{ code: 'other-rule', rule: 'prod-payments-change' },
    });
  });

  it('a role that the estate does not have', async () => {
    expect(await refusalOf(bob, '1h', 'payments', 'operator')).toMatchObject({ code: 'unknown-role' });
  });

  it('another role while the cluster does not answer', async () => {
    world.cluster('prod-eu').answers = false;
    expect(await refusalOf(bob, '1h', 'payments', 'view')).toMatchObject({ code: 'role-unread' });
  });

  it('a role that the cluster lacks', async () => {
    world.cluster('prod-eu').roles.delete('k8s-access:view');
    expect(await refusalOf(bob, '1h', 'payments', 'view')).toMatchObject({
      ...{ code: 'role-missing', role: 'view' },
    });
  });

  it('another role, where the one that is asked for has changed since its approvers were asked', async () => {
    noteRules();
    world.cluster('prod-eu').roles.set('k8s-access:edit', [rule(['*'], ['*'])]);
    expect(await refusalOf(bob, '1h', 'payments', 'debug')).toMatchObject({
      ...{ code: 'role-changed', role: 'edit' },
    });
  });
});

describe('a click to approve less is judged like any other', () => {
  it.each([
    ['own-request', alice],
    ['not-an-approver', dave],
  ])('so it is refused as %s, when the form would open and when it is sent', async (code, by) => {
    if (code === 'own-request') world.workspace.groups.get('payments-leads')?.add(alice.person.userId);
    expect(await judgeLess(world.ports(), clickBy(by))).toMatchObject({ refusal: { code } });
    expect(await refusalOf(by, '1h', 'payments', 'edit')).toMatchObject({ code });
  });

  it('so it comes too late after another approval, and finishes what that one left', async () => {
    const gate = new Gate();
    gate.dieAfter('requests.save');
    await approve(world.ports(gate), clickBy(carol)).catch(() => undefined);
    expect(await refusalOf(bob, '1h', 'payments', 'edit')).toMatchObject({ code: 'already-decided' });
    expect(world.machines).toEqual([`start window ${id}`, `wake approval ${id}`]);
  });

  it('so a request that nobody knows is refused', async () => {
    id = requestIdFromHash(sha256('nobody'));
    const refused = { outcome: 'refused', refusal: { code: 'unknown-request', id } };
    expect(await judgeLess(world.ports(), clickBy(bob))).toEqual(refused);
    expect(await less(bob, '1h', 'payments', 'edit')).toEqual(refused);
  });

  it('so a policy that allows less by now lets only that be approved', async () => {
    const rules = world.estate.rules.map((one) => ({ ...one, maxDuration: durationOf('2h') }));
    world.estate = { ...world.estate, rules };
    expect(await approve(world.ports(), clickBy(bob))).toMatchObject({ refusal: { code: 'policy-changed' } });
    expect(await judgeLess(world.ports(), clickBy(bob))).toMatchObject({ outcome: 'allowed' });
    expect(await refusalOf(bob, '3h', 'payments', 'edit')).toMatchObject({ code: 'too-long' });
    expect(await less(bob, '2h', 'payments', 'edit')).toMatchObject({ outcome: 'approved' });
  });

  it('so a stricter rule put above judges it, although the old one still covers it', async () => {
    const stricter = wideEstate(2).rules.map((one) => ({ ...one, name: `${one.name}-by-two` }));
    world.estate = { ...world.estate, rules: [...stricter, ...world.estate.rules] };
    await less(bob, '1h', 'payments', 'edit');
    expect(world.request(id).status).toBe('pending');
  });

  it('and by the rule of the whole request, although another one would allow less without approval', async () => {
    id = pendingWide(world, 2);
    await less(bob, '1h', 'payments', 'view');
    expect(world.request(id).status).toBe('pending');
    expect(await approve(world.ports(), clickBy(dave))).toMatchObject({
      refusal: { code: 'not-an-approver' },
    });
    expect(await approve(world.ports(), clickBy(carol))).toMatchObject({ request: { status: 'approved' } });
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
    noteRules();
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

function shorter() {
  const whole = world.request(id);
  const request = { ...whole, id: requestIdFromHash(sha256('shorter')), duration: durationOf('2h') };
  return { request, events: [] };
}

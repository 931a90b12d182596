import { beforeEach, describe, expect, it } from 'vitest';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { judgeLess } from '../../../shared/usecases/approve-less.ts';
import { rule } from '../../support/in-memory/cluster.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { approversOf, noteRules, pendingWide, wideEstate } from '../../support/less.ts';
import { alice, bob, carol, dave, durationOf, sha256 } from '../../support/records.ts';

let world: World;
let id: RequestId;
beforeEach(() => {
  world = new World();
  id = pendingWide(world);
});

const { clickBy, less, refusalOf } = approversOf(() => ({ world, id }));

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
    const { roles } = world.cluster('prod-eu');
    roles.set('k8s-access:admin', roles.get('k8s-access:view') ?? []);
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
    noteRules(world, id);
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

function shorter() {
  const whole = world.request(id);
  const request = { ...whole, id: requestIdFromHash(sha256('shorter')), duration: durationOf('2h') };
  return { request, events: [] };
}

import { describe, expect, it } from 'vitest';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import type { Scope } from '../../../shared/domain/scope.ts';
import { type AskForAccess, requestAccess } from '../../../shared/usecases/request-access.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { outcomeOf } from '../../support/in-memory/runs.ts';
import { chainOf, factsOf } from '../../support/in-memory/sights.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, durationOf, must, scope, sha256 } from '../../support/records.ts';

const prodEdit = scope('prod-eu', 'payments', 'edit');
const stagingEdit = scope('staging-eu', 'payments', 'edit');

function ask(wanted: Scope, changed: Partial<AskForAccess> = {}): AskForAccess {
  return {
    id: requestIdFromHash(sha256('the first delivery')),
    requester: alice.person,
    scope: wanted,
    duration: durationOf('1h'),
    reason: must(parseReason('the nightly job is stuck')),
    ...changed,
  };
}

describe('a request', () => {
  it('that needs approval is recorded as pending, and starts the approval machine', async () => {
    const world = new World();
    const wanted = ask(prodEdit);
    const answer = await requestAccess(world.ports(), wanted);
    expect(answer).toMatchObject({ outcome: 'raised', request: world.request(wanted.id) });
    expect(world.requestIn(wanted.id, 'pending')).toMatchObject({
      ...{ requester: alice.person, principal: alice.principal, scope: prodEdit, reason: wanted.reason },
      target: { cluster: 'prod-eu', grant: { kind: 'cluster-role', name: 'k8s-access:edit' } },
    });
    expect(world.machines).toEqual([`start approval ${wanted.id}`]);
    expect(factsOf(world, wanted.id)).toEqual(['requested', 'decided']);
    expect(chainOf(world, wanted.id)).toMatchObject({ sound: true });
  });

  it('that the policy allows by itself is recorded as approved, and starts the window machine', async () => {
    const world = new World();
    const wanted = ask(stagingEdit);
    await requestAccess(world.ports(), wanted);
    expect(world.request(wanted.id).status).toBe('approved');
    expect(world.machines).toEqual([`start window ${wanted.id}`]);
  });

  it('is recorded before anything is started', async () => {
    const gate = new Gate();
    await requestAccess(new World().ports(gate), ask(prodEdit));
    const written = gate.calls.filter((call) => !/^(directory|links)\./.test(call));
    expect(written).toEqual(['requests.create', 'machines.start']);
  });
});

describe('a refused request', () => {
  it.each([
    { code: 'no-rule', wanted: ask(scope('prod-eu', 'checkout', 'edit')) },
    { code: 'too-long', wanted: ask(prodEdit, { duration: durationOf('4h1m') }) },
    { code: 'unknown-cluster', wanted: ask(scope('prod-us', 'payments', 'edit')) },
    { code: 'unknown-namespace', wanted: ask(scope('prod-eu', 'kube-system', 'edit')) },
    { code: 'unknown-role', wanted: ask(scope('prod-eu', 'payments', 'owner')) },
    { code: 'unknown-person', wanted: ask(prodEdit, { requester: { teamId: 'T0', userId: 'U0NOBODY' } }) },
  ])('leaves no trace: $code', async ({ code, wanted }) => {
    const world = new World();
    expect(await requestAccess(world.ports(), wanted)).toMatchObject({ refusal: { code } });
    expect([world.records.requests.size, world.records.events, world.machines]).toEqual([0, [], []]);
  });

  it.each([
    { code: 'deactivated', change: { deactivated: true } },
    { code: 'bot', change: { bot: true } },
    { code: 'guest', change: { guest: true } },
    { code: 'stranger', change: { stranger: true } },
    { code: 'unconfirmed-email', change: { emailConfirmed: false } },
    { code: 'foreign-email', change: { email: 'alice@example.org' } },
    { code: 'unusable-email', change: { email: 'alice+prod@example.com' } },
  ])('leaves no trace: the account is $code', async ({ code, change }) => {
    const world = new World();
    world.workspace.change(alice.person.userId, change);
    expect(await requestAccess(world.ports(), ask(stagingEdit))).toMatchObject({ refusal: { code } });
    expect([world.records.requests.size, world.records.events, world.machines]).toEqual([0, [], []]);
  });
});

describe('a delivery that is repeated', () => {
  it('finds the first record, changes nothing of it, and starts its machine once more', async () => {
    const world = new World();
    const wanted = ask(prodEdit);
    await requestAccess(world.ports(), wanted);
    const first = world.request(wanted.id);
    world.pass(2);
    const again = await requestAccess(world.ports(), wanted);
    expect(again).toMatchObject({ outcome: 'raised', request: first });
    expect(world.request(wanted.id)).toBe(first);
    expect(world.machines).toEqual([`start approval ${wanted.id}`, `start approval ${wanted.id}`]);
  });

  it('finishes what the first one died over, after whichever call', async () => {
    const world = new World();
    const calls = new Gate();
    await requestAccess(world.ports(calls), ask(prodEdit));
    for (const number of calls.calls.keys()) {
      const again = new World();
      const gate = new Gate();
      gate.dieAfter(number + 1);
      await outcomeOf(requestAccess(again.ports(gate), ask(prodEdit)));
      await requestAccess(again.ports(), ask(prodEdit));
      expect(again.records.requests.size).toBe(1);
      expect(again.records.events).toHaveLength(2);
      expect(again.machines).toContain(`start approval ${ask(prodEdit).id}`);
    }
  });

  it('at the same moment makes one record', async () => {
    const world = new World();
    const gate = new Gate();
    const write = gate.stall('requests.create');
    const first = requestAccess(world.ports(gate), ask(prodEdit));
    await write.sent;
    await requestAccess(world.ports(), ask(prodEdit));
    write.land();
    expect(await first).toMatchObject({ outcome: 'raised', request: world.request(ask(prodEdit).id) });
    expect(world.records.events).toHaveLength(2);
  });
});

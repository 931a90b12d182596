import { describe, expect, it } from 'vitest';
import type { AuditFact, Judged } from '../../../shared/domain/audit-event.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { parseTimeZone } from '../../../shared/domain/schedule.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { deny } from '../../../shared/usecases/deny.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import {
  bob,
  carol,
  dave,
  estate,
  estateAsking,
  manyAccounts,
  must,
  named,
  someReason,
  usergroup,
} from '../../support/records.ts';

const leads = usergroup('payments-leads');
const asksLeads = estate.rules.find(({ name }) => name === 'prod-payments-change');

/** What the record says that the last decision was judged by. */
function judgedIn(world: World, id: RequestId): Judged {
  const fact: AuditFact | undefined = world.records.eventsOf(id).at(-1)?.fact;
  if (fact?.type !== 'approved' && fact?.type !== 'denied') throw new Error('nobody decided last');
  return fact.judged;
}

describe('the record of a decision keeps', () => {
  it.each(['approve', 'deny'] as const)('the rule by name and hash, and whom it asked: %s', async (verb) => {
    const world = new World();
    const id = pendingOnProd(world);
    await { approve, deny }[verb](world.ports(), { id, approver: bob.person, why: someReason });
    expect(judgedIn(world, id)).toEqual({
      rule: { name: 'prod-payments-change', hash: asksLeads?.hash },
      considered: [{ source: leads, found: true, members: ['U0BOB', 'U0CAROL'], total: 2 }],
    });
  });

  it('whom a named person and a usergroup stood for, and that another usergroup is gone', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    world.estate = estateAsking(1, usergroup('gone'), named(dave));
    await approve(world.ports(), { id, approver: dave.person });
    expect(judgedIn(world, id).considered).toEqual([
      { source: '@gone', found: false },
      { source: 'dave@example.com', found: true, members: ['U0DAVE'], total: 1 },
      { source: leads, found: true, members: ['U0BOB', 'U0CAROL'], total: 2 },
    ]);
  });

  it('of 2,000 members the first 1,000 in order and how many there were; and the last of them approves', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const members = [...manyAccounts(1_999).toReversed(), carol.person.userId];
    world.workspace.groups.set('payments-leads', new Set(members));
    await approve(world.ports(), { id, approver: carol.person });
    expect(judgedIn(world, id).considered).toEqual([
      { source: leads, found: true, members: members.toSorted().slice(0, 1_000), total: 2_000 },
    ]);
  });

  it('at most 10,000 ids of all sources, however many a rule names', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const crowds = Array.from({ length: 39 }, (_, number) => `crowd-${number}`);
    for (const crowd of crowds) world.workspace.groups.set(crowd, new Set(manyAccounts(2_000)));
    world.estate = estateAsking(1, leads, ...crowds.map(usergroup));
    await approve(world.ports(), { id, approver: bob.person });
    const kept = judgedIn(world, id).considered.map((one) => (one.found ? one.members.length : 0));
    expect(kept).toEqual([2, ...crowds.map(() => 250)]);
  });
});

describe('a request that its rule covers on other days alone', () => {
  function onAnotherDay() {
    const world = new World();
    const id = pendingOnProd(world);
    const schedule = { weekdays: ['sun'], zone: must(parseTimeZone('UTC')) } as const;
    const rules = estate.rules.map((rule) => ({ ...rule, when: { ...rule.when, schedule } }));
    world.estate = { ...estate, rules };
    return { world, id };
  }

  it('cannot be approved', async () => {
    const { world, id } = onAnotherDay();
    expect(await approve(world.ports(), { id, approver: bob.person })).toMatchObject({
      refusal: { code: 'policy-changed', refusal: { code: 'not-now-or-not-you' } },
    });
  });

  it('can be denied by those who were asked, and the record says that no rule covered it', async () => {
    const { world, id } = onAnotherDay();
    const denial = { id, approver: bob.person, why: someReason };
    expect(await deny(world.ports(), denial)).toMatchObject({ outcome: 'denied' });
    expect(judgedIn(world, id)).toEqual({
      considered: [{ source: leads, found: true, members: ['U0BOB', 'U0CAROL'], total: 2 }],
    });
  });

  it('is not denied by somebody who was not asked', async () => {
    const { world, id } = onAnotherDay();
    const denial = { id, approver: dave.person, why: someReason };
    expect(await deny(world.ports(), denial)).toMatchObject({ refusal: { code: 'not-an-approver' } });
  });
});

import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/domain/caller.ts';
import type { Estate } from '../../../shared/domain/estate.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import { approve } from '../../../shared/usecases/approve.ts';
import { approveAsCaller } from '../../../shared/usecases/approve-as-caller.ts';
import { denyAsCaller } from '../../../shared/usecases/deny-as-caller.ts';
import { knowCaller } from '../../../shared/usecases/know-caller.ts';
import { recogniseCaller } from '../../../shared/usecases/recognise-caller.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { pendingOnProd } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import { linkWorld, sessionOf } from '../../support/linking.ts';
import { alice, bob, carol, dave, estateAsking, someReason, usergroup } from '../../support/records.ts';

const callerOf = ({ person }: typeof bob): Caller => ({ arn: sessionOf(person.email) });

const refusedAs = (code: string) => ({ identified: false, refusal: { code } });
const refusalOf = (code: string) => ({ outcome: 'refused', refusal: { code } });

describe('a decision over the command line', () => {
  it('is judged as a click, and the record and the trail name the session that signed it', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const { arn } = callerOf(bob);
    await approveAsCaller(world.ports(), callerOf(bob), id);
    expect(world.requestIn(id, 'approved').approvals).toMatchObject([{ approver: bob, session: arn }]);
    expect(world.records.events.at(-1)?.actor).toMatchObject({ person: bob.person, session: arn });
    expect(world.machines).toContain(`start window ${id}`);
  });

  it.each([
    { who: alice, code: 'own-request' },
    { who: dave, code: 'not-an-approver' },
  ])('$code', async ({ who, code }) => {
    const world = new World();
    const id = pendingOnProd(world);
    expect(await approveAsCaller(world.ports(), callerOf(who), id)).toMatchObject(refusalOf(code));
    const denial = { id, why: someReason };
    expect(await denyAsCaller(world.ports(), callerOf(who), denial)).toMatchObject(refusalOf(code));
    expect(world.request(id).status).toBe('pending');
  });

  it('repeated, as a replay would be, changes nothing', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    await denyAsCaller(world.ports(), callerOf(bob), { id, why: someReason });
    const events = world.records.events.length;
    const again = await denyAsCaller(world.ports(), callerOf(bob), { id, why: someReason });
    expect(again).toMatchObject(refusalOf('already-decided'));
    expect(world.records.events).toHaveLength(events);
  });

  it('waits for Slack, which says who may decide', async () => {
    const world = new World();
    const id = pendingOnProd(world);
    const gate = new Gate();
    gate.fail('directory.rostersOf');
    const answer = await approveAsCaller(world.ports(gate), callerOf(bob), id);
    expect(answer).toMatchObject({ refusal: { code: 'slack-needed', for: 'deciding' } });
  });
});

/** The example estate, in which all approvals must be signed. */
function signing(estate: Estate): Estate {
  const rules = estate.rules.map((rule) =>
    rule.approval.kind === 'stages'
      ? { ...rule, approval: { ...rule.approval, assurance: 'aws' as const } }
      : rule,
  );
  return { ...estate, rules };
}

function pendingSigned(world: World): RequestId {
  world.estate = signing(world.estate);
  return pendingOnProd(world);
}

describe('where a rule wants approvals that an AWS session signs', () => {
  it('a click does not count, and is told what to type', async () => {
    const world = new World();
    const id = pendingSigned(world);
    const clicked = await approve(world.ports(), { id, approver: bob.person });
    if (clicked.outcome !== 'refused') throw new Error('the click counted');
    expect(sentenceFor(clicked.refusal)).toContain(`\`k8s-access approve ${id}\``);
    expect(world.request(id).approvals).toEqual([]);
    expect(await approveAsCaller(world.ports(), callerOf(bob), id)).toMatchObject({ outcome: 'approved' });
  });

  it('who is no approver is told that first', async () => {
    const world = new World();
    const id = pendingSigned(world);
    expect(await approve(world.ports(), { id, approver: dave.person })).toMatchObject(
      refusalOf('not-an-approver'),
    );
  });

  it('clicks that counted before the rule wanted that count no more', async () => {
    const world = new World();
    const twice = estateAsking(2, usergroup('payments-leads'));
    world.estate = twice;
    const id = pendingOnProd(world);
    await approve(world.ports(), { id, approver: bob.person });
    world.estate = signing(twice);
    await approveAsCaller(world.ports(), callerOf(carol), id);
    expect(world.request(id).status).toBe('pending');
    await approveAsCaller(world.ports(), callerOf(bob), id);
    expect(world.request(id).status).toBe('approved');
  });
});

describe('a link', () => {
  it('says who a caller is whose session is not called by their address, with Slack and without', async () => {
    const { ports, linkAs } = linkWorld();
    const caller = { arn: sessionOf('Bob.B') };
    expect(await knowCaller(ports, caller)).toMatchObject(refusedAs('unknown-caller'));
    await linkAs(bob, caller.arn);
    const linked = { person: { userId: bob.person.userId }, principal: { sessionName: 'Bob.B' } };
    expect(await knowCaller(ports, caller)).toMatchObject({ identified: true, identity: linked });
    expect(await recogniseCaller(ports, caller)).toMatchObject({ slackAnswers: true, identity: linked });
  });

  it('is asked for where the source wants one', async () => {
    const { ports } = linkWorld('required');
    expect(await knowCaller(ports, callerOf(bob))).toMatchObject(refusedAs('link-required'));
  });

  it('of another account keeps this one out', async () => {
    const { ports, linkAs } = linkWorld();
    await linkAs(bob, sessionOf('bob@example.com'));
    await linkAs(carol, sessionOf('Carol.C'));
    expect(await recogniseCaller(ports, { arn: sessionOf('carol@example.com') })).toMatchObject({
      outcome: 'refused',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/domain/caller.ts';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Scope } from '../../../shared/domain/scope.ts';
import { identifyAccount } from '../../../shared/usecases/identify-account.ts';
import { listAsCaller } from '../../../shared/usecases/list-as-caller.ts';
import type { AccessAsked } from '../../../shared/usecases/raise-access.ts';
import { release } from '../../../shared/usecases/release.ts';
import { requestAsCaller } from '../../../shared/usecases/request-as-caller.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, durationOf, scope, sha256, someReason } from '../../support/records.ts';

const arn =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com';
const caller: Caller = { arn };
const stagingEdit = scope('staging-eu', 'payments', 'edit');
const prodEdit = scope('prod-eu', 'payments', 'edit');

function asked(wanted: Scope, changed: Partial<AccessAsked> = {}): AccessAsked {
  const id = requestIdFromHash(sha256('the first key'));
  return { id, scope: wanted, duration: durationOf('1h'), reason: someReason, ...changed };
}

/** Slack answers nothing: every question to the directory fails. */
function slackDown(): Gate {
  const gate = new Gate();
  for (const call of ['rostersOf', 'profile', 'usergroupsOf']) gate.fail(`directory.${call}`);
  return gate;
}

describe('a request over the command line', () => {
  it('is the person’s whom Slack knows, and the audit trail names the AWS session', async () => {
    const world = new World();
    await requestAsCaller(world.ports(), caller, asked(prodEdit));
    expect(world.requestIn(asked(prodEdit).id, 'pending')).toMatchObject({ requester: alice.person });
    const [requested] = world.records.events;
    expect(requested?.actor).toMatchObject({ kind: 'person', person: alice.person, session: arn });
  });

  it.each([
    { code: 'no-rule', wanted: asked(scope('prod-eu', 'checkout', 'edit')) },
    { code: 'too-long', wanted: asked(prodEdit, { duration: durationOf('4h1m') }) },
  ])('is judged by the same rules: $code', async ({ code, wanted }) => {
    expect(await requestAsCaller(new World().ports(), caller, wanted)).toMatchObject({ refusal: { code } });
  });

  it('of an account that Slack has deactivated is refused', async () => {
    const world = new World();
    world.workspace.change(alice.person.userId, { deactivated: true });
    const answer = await requestAsCaller(world.ports(), caller, asked(stagingEdit));
    expect(answer).toMatchObject({ refusal: { code: 'no-slack-account', email: alice.person.email } });
  });

  it('with a key that stands for another request already is refused, and changes nothing', async () => {
    const world = new World();
    await requestAsCaller(world.ports(), caller, asked(stagingEdit));
    const again = await requestAsCaller(world.ports(), caller, asked(stagingEdit));
    expect(again).toMatchObject({ outcome: 'raised' });
    const other = await requestAsCaller(world.ports(), caller, asked(prodEdit));
    expect(other).toMatchObject({ refusal: { code: 'key-used' } });
    expect(world.records.requests.size).toBe(1);
  });
});

describe('while Slack does not answer', () => {
  it('what a rule allows by itself is opened, and closed, for who AWS says it is', async () => {
    const world = new World();
    const { id } = asked(stagingEdit);
    await requestAsCaller(world.ports(slackDown()), caller, asked(stagingEdit));
    expect(world.requestIn(id, 'approved')).toMatchObject({
      requester: { teamId: 'aws', email: alice.person.email },
      principal: alice.principal,
    });
    const by = { ...world.request(id).requester, username: alice.principal.username };
    expect(await release(world.ports(slackDown()), { id, by, session: arn })).toMatchObject({
      outcome: 'released',
    });
  });

  it('once Slack is back, the person is looked after by their address', async () => {
    const world = new World();
    const { id } = asked(stagingEdit);
    await requestAsCaller(world.ports(slackDown()), caller, asked(stagingEdit));
    const { requester } = world.request(id);
    const found = () => identifyAccount(world.ports(), requester.userId);
    expect(await found()).toMatchObject({ identity: alice });
    world.workspace.change(alice.person.userId, { deactivated: true });
    expect(await found()).toMatchObject({ identified: false });
  });

  it('what was opened meanwhile is given back in Slack by the person alone, once that is back', async () => {
    const world = new World();
    const { id } = asked(stagingEdit);
    await requestAsCaller(world.ports(slackDown()), caller, asked(stagingEdit));
    expect(await release(world.ports(), { id, by: bob.person })).toMatchObject({
      refusal: { code: 'not-requester' },
    });
    expect(await release(world.ports(), { id, by: alice.person })).toMatchObject({ outcome: 'released' });
  });

  it('what needs approvers is refused with that reason', async () => {
    const answer = await requestAsCaller(new World().ports(slackDown()), caller, asked(prodEdit));
    expect(answer).toMatchObject({ refusal: { code: 'slack-needed', for: 'approval' } });
  });

  it('a rule about usergroups is not passed over for a laxer one below it', async () => {
    const world = new World();
    const [automatic, ...others] = world.estate.rules;
    if (automatic === undefined) throw new Error('the estate has rules');
    const strict = {
      ...{ ...automatic, name: 'contractors', approval: others.at(-1)?.approval ?? automatic.approval },
      when: { requesters: { usergroups: ['contractors' as UsergroupHandle], people: [] } },
    };
    world.estate = { ...world.estate, rules: [strict, automatic, ...others] };
    const answer = await requestAsCaller(world.ports(slackDown()), caller, asked(stagingEdit));
    expect(answer).toMatchObject({ refusal: { code: 'slack-needed', for: 'memberships' } });
    expect(world.records.requests.size).toBe(0);
  });

  it('the list says that it has only what was asked for meanwhile', async () => {
    const world = new World();
    await requestAsCaller(world.ports(slackDown()), caller, asked(stagingEdit));
    const down = await listAsCaller(world.ports(slackDown()), caller);
    expect(down).toMatchObject({ complete: false, requests: [{ id: asked(stagingEdit).id }] });
    expect(await listAsCaller(world.ports(), caller)).toMatchObject({
      complete: true,
      requests: [{ id: asked(stagingEdit).id }],
    });
  });
});

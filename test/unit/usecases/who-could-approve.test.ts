import { beforeEach, describe, expect, it } from 'vitest';
import { usergroupSource } from '../../../shared/domain/approver-source.ts';
import type { NonEmpty } from '../../../shared/domain/brand.ts';
import type { Stage } from '../../../shared/domain/estate.ts';
import { isStuck } from '../../../shared/domain/outlook.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { whoCouldApprove } from '../../../shared/usecases/who-could-approve.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, bob, member } from '../../support/records.ts';

const from = (quorum: number, ...handles: string[]): Stage => ({
  quorum,
  approvers: handles.map((handle) =>
    usergroupSource(handle as UsergroupHandle),
  ) as unknown as Stage['approvers'],
});

let world: World;
let gate: Gate;
beforeEach(() => {
  world = new World();
  gate = new Gate();
});

const outlook = (...stages: NonEmpty<Stage>) => whoCouldApprove(world.ports(gate), stages, alice);
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);
const lookups = () => gate.calls.filter((call) => call === 'directory.profile').length;

function fill(group: string, size: number, flags: object = {}): void {
  const people = Array.from({ length: size }, (_, number) => member(`${group}${number}`).person);
  for (const person of people) {
    world.workspace.people.set(person.userId, {
      ...person,
      ...{ emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false },
      ...flags,
    });
  }
  world.workspace.groups.set(group, new Set(people.map(({ userId }) => userId)));
}

describe('who could approve', () => {
  it('is every active member of the group but the requester', async () => {
    world.workspace.groups.get('payments-leads')?.add(alice.person.userId);
    const [stage] = await outlook(from(1, 'payments-leads'));
    expect(names(stage.approvers)).toEqual(['bob', 'carol']);
    expect(lookups()).toBe(2);
    expect(stage).toMatchObject({ enough: 'yes', requesterIsMember: true, notLookedUp: 0 });
  });

  it.each([
    ['with Slack’s part named and enough for the stage', ['@payments-leads'], 'yes', ['bob', 'carol']],
    ['unknown where the schedule alone is asked', [], 'unknown', []],
  ])('is, while PagerDuty is down, %s', async (_, others, enough, approvers) => {
    world.workspace.pagerDutyDown = true;
    const stage = { quorum: 1, approvers: ['pagerduty:PRIMARY', ...others] } as unknown as Stage;
    const stages = await outlook(stage);
    expect(isStuck(stages)).toBe(false);
    expect(stages[0]).toMatchObject({ enough, unknown: ['pagerduty:PRIMARY'] });
    expect(names(stages[0].approvers)).toEqual(approvers);
  });

  it('is nobody in a group of which the requester alone is left', async () => {
    world.workspace.groups.set('payments-leads', new Set([alice.person.userId, bob.person.userId]));
    world.workspace.change(bob.person.userId, { deactivated: true });
    const stages = await outlook(from(1, 'payments-leads'));
    expect(isStuck(stages)).toBe(true);
    expect(stages[0]).toMatchObject({ approvers: [], requesterIsMember: true, enough: 'no' });
  });

  it.each([
    ['an empty group', () => world.workspace.groups.set('payments-leads', new Set())],
    ['a group that is gone', () => world.workspace.groups.delete('payments-leads')],
    ['a group of guests', () => fill('payments-leads', 3, { guest: true })],
  ])('is nobody in %s', async (_, prepare) => {
    prepare();
    expect(isStuck(await outlook(from(1, 'payments-leads')))).toBe(true);
  });

  it('never is the requester under another account', async () => {
    const second = { ...alice.person, userId: 'U0ALICE2', name: 'alice again' };
    const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
    world.workspace.people.set(second.userId, { ...second, ...flags });
    world.workspace.groups.set('payments-leads', new Set([second.userId]));
    expect(isStuck(await outlook(from(1, 'payments-leads')))).toBe(true);
  });

  it('counts nobody twice: one person cannot complete two stages', async () => {
    world.workspace.groups.set('security', new Set([bob.person.userId]));
    world.workspace.groups.set('payments-leads', new Set([bob.person.userId]));
    const stages = await outlook(from(1, 'payments-leads'), from(1, 'security'));
    expect(stages.map(({ enough }) => enough).sort()).toEqual(['no', 'yes']);
  });

  it('is found in a group of 2,000 with a handful of questions', async () => {
    fill('payments-leads', 2000);
    const [stage] = await outlook(from(2, 'payments-leads'));
    expect(stage.enough).toBe('yes');
    expect(stage.approvers).toHaveLength(7);
    expect(stage.notLookedUp).toBe(1993);
    expect(lookups()).toBe(7);
  });

  it('is left open, not denied, for a group of 2,000 guests', async () => {
    fill('payments-leads', 2000, { guest: true });
    const stages = await outlook(from(1, 'payments-leads'));
    expect(stages[0].enough).toBe('unknown');
    expect(isStuck(stages)).toBe(false);
    expect(lookups()).toBe(30);
  });

  it('is left open where an account cannot be looked up', async () => {
    gate.fail('directory.profile');
    world.workspace.groups.set('payments-leads', new Set([bob.person.userId]));
    const [stage] = await outlook(from(1, 'payments-leads'));
    expect(stage).toMatchObject({ approvers: [], enough: 'unknown', notLookedUp: 1 });
  });
});

import { expect, it } from 'vitest';
import { withRememberedMemberships } from '../../../shared/adapters/slack/remembered-memberships.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { bob, dave } from '../../support/records.ts';

const leads = 'payments-leads' as UsergroupHandle;

it('memberships are asked for once a minute, and for each person', async () => {
  const gate = new Gate();
  let now = 0;
  const directory = withRememberedMemberships(new World().ports(gate).directory, () => now);
  const asked = () => gate.calls.length;
  expect(await directory.usergroupsOf(bob.person.userId, [leads])).toEqual(new Set([leads]));
  now = 59_999;
  expect(await directory.usergroupsOf(bob.person.userId, [leads])).toEqual(new Set([leads]));
  expect(asked()).toBe(1);
  expect(await directory.usergroupsOf(dave.person.userId, [leads])).toEqual(new Set());
  now = 60_000;
  await directory.usergroupsOf(bob.person.userId, [leads]);
  expect(asked()).toBe(3);
});

it('a question that failed is asked again', async () => {
  const gate = new Gate();
  gate.fail('directory.usergroupsOf');
  const directory = withRememberedMemberships(new World().ports(gate).directory, () => 0);
  await expect(directory.usergroupsOf(bob.person.userId, [leads])).rejects.toThrow();
  expect(await directory.usergroupsOf(bob.person.userId, [leads])).toEqual(new Set([leads]));
});

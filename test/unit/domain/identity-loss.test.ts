import { describe, expect, it } from 'vitest';
import type { Requesters } from '../../../shared/domain/estate.ts';
import {
  accountLoss,
  type IdentityLoss,
  lossInWords,
  requirementLoss,
} from '../../../shared/domain/identity-loss.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import { alice, bob } from '../../support/records.ts';

const holder = { requester: alice.person, principal: alice.principal };
const leads = 'leads' as UsergroupHandle;

describe('the account of somebody who holds access', () => {
  it('is no loss while it stands for the same person', () => {
    expect(accountLoss(holder, { identified: true, identity: alice })).toBeUndefined();
  });

  it('is lost with whatever makes it nobody, and the refusal says what', () => {
    const now = { identified: false, refusal: { code: 'guest' } } as const;
    expect(accountLoss(holder, now)).toEqual({ kind: 'account', code: 'guest' });
  });

  it('is lost when it gets another name in the cluster, though it is the same account', () => {
    const renamed = {
      person: { ...alice.person, email: 'alicia@example.com' },
      principal: { ...alice.principal, username: 'k8s-access:alicia@example.com' },
    };
    expect(accountLoss(holder, { identified: true, identity: renamed })).toEqual({ kind: 'changed' });
    expect(accountLoss(holder, { identified: true, identity: bob })).toEqual({ kind: 'changed' });
  });
});

describe('whom a rule is for', () => {
  const required: Requesters = { usergroups: [leads], people: ['carol@example.com'] };
  const lossOf = (email: string, groups: readonly UsergroupHandle[], of?: Requesters) =>
    requirementLoss('r', { email }, of, new Set(groups));

  it('is everybody where it names nobody', () => {
    expect(lossOf('alice@example.com', [])).toBeUndefined();
  });

  it('is whoever is still in one of its usergroups, or is one of its people', () => {
    expect(lossOf('alice@example.com', [leads], required)).toBeUndefined();
    expect(lossOf('carol@example.com', [], required)).toBeUndefined();
    expect(lossOf('alice@example.com', [], required)).toEqual({ kind: 'requirement', rule: 'r' });
  });
});

it.each<IdentityLoss>([
  { kind: 'changed' },
  { kind: 'requirement', rule: 'r' },
  ...(['deactivated', 'guest', 'unknown-person', 'bot', 'foreign-email'] as const).map(
    (code) => ({ kind: 'account', code }) as const,
  ),
])('%o is a part of a sentence', (loss) => {
  expect(lossInWords(loss)).toMatch(/^(the|Slack) .*[^.]$/);
});

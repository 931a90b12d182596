import { beforeEach, describe, expect, it } from 'vitest';
import type { Estate, Rule } from '../../../shared/domain/estate.ts';
import type { SlackProfile } from '../../../shared/domain/identify.ts';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { noLinks } from '../../support/in-memory/links.ts';
import {
  alice,
  durationOf,
  estate,
  identities,
  noon,
  scope,
  sha256,
  someReason,
} from '../../support/records.ts';
import { requestIn } from '../../support/stories.ts';

const leads = 'payments-leads' as UsergroupHandle;
const forLeads: Rule = {
  name: 'for-leads',
  hash: 'a'.repeat(64),
  when: { requesters: { usergroups: [leads], people: [] } },
  maxDuration: durationOf('8h'),
  approval: { kind: 'automatic' },
};

let lookedUp: (readonly UsergroupHandle[])[] = [];
let raised: Request[] = [];
beforeEach(() => {
  lookedUp = [];
  raised = [];
});

/** Asks as alice, who is a payments lead, with these requests of hers under way. */
function asking(policy: Estate, own: readonly Request[] = [], id = requestIdFromHash(sha256('new'))) {
  const { person } = alice;
  const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
  const profile: SlackProfile = { ...person, ...flags };
  return requestAccess(
    {
      estate: policy,
      ...{ identities, sha256, clock: () => noon, timeUp: () => new Promise<never>(() => {}) },
      links: noLinks(),
      directory: {
        profile: async () => profile,
        usergroupsOf: async (_, among) => {
          lookedUp.push(among);
          return new Set([leads]);
        },
        rostersOf: async () => [],
      },
      queries: { underWay: async () => own },
      requests: {
        find: async () => undefined,
        create: async ({ request }) => {
          raised.push(request);
          return 'created';
        },
        save: async () => undefined,
      },
      waker: { wake: async () => undefined },
      reporter: { failed: () => undefined, alarm: () => undefined },
      machines: { start: async () => undefined, startSuccessor: async () => undefined },
    },
    {
      id,
      requester: person,
      scope: scope('prod-eu', 'payments', 'view'),
      duration: durationOf('1h'),
      reason: someReason,
    },
  );
}

describe('memberships', () => {
  it('are not looked up where no rule mentions a usergroup', async () => {
    expect(await asking(estate)).toMatchObject({ outcome: 'raised' });
    expect(lookedUp).toEqual([]);
  });

  it('that rules mention are looked up, each once, and let the rule match', async () => {
    const rules = [{ ...forLeads, name: 'other', when: { ...forLeads.when, roles: [] } }, forLeads];
    expect(await asking({ ...estate, rules })).toMatchObject({
      outcome: 'raised',
      request: { decision: { rule: 'for-leads' } },
    });
    expect(lookedUp).toEqual([[leads]]);
  });
});

describe('the cap on open windows', () => {
  const open = requestIn('active');
  const waiting = { ...requestIn('pending'), id: requestIdFromHash(sha256('waiting')) };
  const over = requestIn('ended');

  it('refuses one more and names those that count, and leaves no trace', async () => {
    expect(await asking({ ...estate, maxOpenWindows: 2 }, [open, waiting])).toEqual({
      outcome: 'refused',
      refusal: {
        code: 'too-many-open',
        most: 2,
        open: [open, waiting].map(({ id, scope: held, status }) => ({ id, scope: held, status })),
      },
    });
    expect(raised).toEqual([]);
  });

  it('allows one more below it, and does not count what is over', async () => {
    expect(await asking({ ...estate, maxOpenWindows: 2 }, [open, over])).toMatchObject({ outcome: 'raised' });
  });

  it('does not count the request itself when its delivery is repeated', async () => {
    expect(await asking({ ...estate, maxOpenWindows: 1 }, [open], open.id)).toMatchObject({
      outcome: 'raised',
    });
  });
});

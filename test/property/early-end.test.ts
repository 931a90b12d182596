import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/domain/decide.ts';
import { mayRelease, mayRevoke, mayWithdraw, revokersOf } from '../../shared/domain/may-end.ts';
import { samePerson, type UsergroupHandle } from '../../shared/domain/person.ts';
import { transition } from '../../shared/domain/transition.ts';
import { approvers, estates, instants, reasons } from '../support/arbitraries.ts';
import { lives } from '../support/lives.ts';
import { askAgain, personActor, sha256, usergroup } from '../support/records.ts';

const handle = 'security' as UsergroupHandle;
const security = usergroup(handle);

describe('who ends a window early', () => {
  it('in the record of any life: its requester released it, a named person revoked it, with a reason', () => {
    fc.assert(
      fc.property(lives, ({ request, events }) => {
        const closing = events.find(({ fact }) => fact.type === 'closing');
        fc.pre(closing?.fact.type === 'closing');
        const actor = closing?.actor.kind === 'person' ? closing.actor.person : undefined;
        if (closing?.fact.type !== 'closing') return;
        if (closing.fact.cause === 'released') {
          expect([actor?.teamId, actor?.userId]).toEqual([
            request.requester.teamId,
            request.requester.userId,
          ]);
        }
        if (closing.fact.cause === 'revoked') {
          expect(request).toMatchObject({ cause: 'revoked', by: actor, why: closing.fact.why });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody withdraws what somebody else asked for', () => {
    fc.assert(
      fc.property(lives, ({ request, events }) => {
        const withdrawn = events.find(({ fact }) => fact.type === 'withdrawn');
        if (withdrawn === undefined) return;
        const { teamId, userId } = request.requester;
        expect(withdrawn.actor).toMatchObject({ kind: 'person', person: { teamId, userId } });
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody revokes their own access, nor without a source that may', () => {
    fc.assert(
      fc.property(lives, approvers, estates, instants, ({ request }, approver, estate, now) => {
        const revokers = revokersOf(request, decide(estate, askAgain(request)), handle);
        if (!mayRevoke(request, approver, revokers, now).allowed) return;
        const requester = { person: request.requester, principal: request.principal };
        expect(samePerson(requester, approver)).toBe(false);
        expect(revokers.some((source) => approver.sources.has(source))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what the judgements allow, the record accepts', () => {
  it('withdraw, release and revoke, on any record at any moment', () => {
    fc.assert(
      fc.property(lives, approvers, reasons, instants, ({ request }, revoker, why, now) => {
        const { requester, principal } = request;
        const own = personActor({ person: requester, principal });
        const accepts = (change: Parameters<typeof transition>[1]) =>
          expect(transition(request, change, sha256).ok).toBe(true);
        if (mayWithdraw(request, requester, now).allowed) accepts({ type: 'withdraw', at: now, actor: own });
        if (mayRelease(request, requester, now).allowed) {
          accepts({ type: 'begin-close', at: now, actor: own, cause: 'released' });
        }
        if (mayRevoke(request, revoker, [security], now).allowed) {
          accepts({ type: 'begin-close', at: now, actor: personActor(revoker), cause: 'revoked', why });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an opening that is interrupted', () => {
  it('never becomes active, and is not called over within 90 seconds', () => {
    fc.assert(
      fc.property(lives, ({ steps, events }) => {
        const interrupted = steps.find(
          ({ before, result }) =>
            before.status === 'approved' &&
            before.window !== undefined &&
            result.ok &&
            result.request.status === 'closing',
        );
        fc.pre(interrupted !== undefined);
        expect(events.map(({ fact }) => fact.type)).not.toContain('opened');
        const closing = events.find(({ fact }) => fact.type === 'closing');
        const closed = events.find(({ fact }) => fact.type === 'closed');
        if (closing === undefined || closed === undefined) return;
        expect(Date.parse(closed.at) - Date.parse(closing.at)).toBeGreaterThanOrEqual(90_000);
      }),
      { numRuns: 300 },
    );
  });
});

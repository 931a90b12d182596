import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedBy, mayApprove, mayDeny } from '../../shared/domain/may-approve.ts';
import type { Lapse } from '../../shared/domain/request.ts';
import { transition } from '../../shared/domain/transition.ts';
import { approvers } from '../support/arbitraries.ts';
import { changeFrom } from '../support/change-from.ts';
import { overLives, settledLives } from '../support/lives.ts';
import { sha256, todayWith } from '../support/records.ts';
import { anyThrow, throwsOf } from '../support/throws.ts';

describe('invariant 4: a decision once made is never made again', () => {
  it('approving, denying, withdrawing or lapsing a settled request is refused', () => {
    fc.assert(
      fc.property(settledLives, throwsOf('approve', 'deny', 'withdraw', 'lapse'), (life, thrown) => {
        const change = changeFrom(thrown, life);
        const again = transition(life.request, change, sha256);
        const { status } = life.request;
        expect(again).toEqual({
          ok: false,
          refusal: { code: 'illegal-transition', status, change: change.type },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('whoever clicks on a settled request is told how it stands and who settled it', () => {
    fc.assert(
      fc.property(settledLives, approvers, ({ request }, approver) => {
        const by = decidedBy(request);
        const { windowOver, loss }: Lapse = request.status === 'lapsed' ? request : {};
        // Undefined is nothing to `toEqual`.
        const refusal = { code: 'already-decided', status: request.status, by, windowOver, loss };
        const told = { allowed: false, refusal };
        expect(
          mayApprove(request, approver, todayWith(request, request.decision), request.requestedAt),
        ).toEqual(told);
        expect(mayDeny(request, approver, request.decision, request.requestedAt)).toEqual(told);
      }),
      { numRuns: 500 },
    );
  });

  it('of the two facts that settle a request, a chain holds one at most', () => {
    fc.assert(
      fc.property(settledLives, ({ events }) => {
        const settling = events.filter(
          ({ fact }) =>
            fact.type === 'denied' ||
            fact.type === 'lapsed' ||
            fact.type === 'withdrawn' ||
            (fact.type === 'approved' && fact.complete),
        );
        const automatic = events.some(
          ({ fact }) => fact.type === 'decided' && fact.decision.outcome === 'automatic',
        );
        expect(settling).toHaveLength(automatic ? 0 : 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('the approvals of a settled request are never added to', () => {
    fc.assert(
      fc.property(settledLives, ({ steps, request }) => {
        const settled = steps.find(({ before }) => before.status !== 'pending')?.before ?? request;
        expect(request.approvals).toEqual(settled.approvals);
      }),
    );
  });
});

describe('terminal is terminal', () => {
  it('no change of any kind is possible on a record that is over', () => {
    fc.assert(
      fc.property(overLives, anyThrow, (life, thrown) => {
        expect(transition(life.request, changeFrom(thrown, life), sha256).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApproverSource } from '../../shared/domain/approver-source.ts';
import { decide } from '../../shared/domain/decide.ts';
import { mayApprove, mayDeny } from '../../shared/domain/may-approve.ts';
import type { Identity } from '../../shared/domain/person.ts';
import type { Request } from '../../shared/domain/request.ts';
import { approvers, estates } from '../support/arbitraries.ts';
import { type Life, lives } from '../support/lives.ts';
import { askAgain, todayWith } from '../support/records.ts';

// Said a second time, in other words than the domain's, so that a mistake there is not repeated here.
function tracesOf({ person, principal }: Identity): ReadonlySet<string> {
  const account = `account ${person.teamId} ${person.userId}`;
  const email = `email ${person.email.toLowerCase()}`;
  return new Set([account, email, `username ${principal.username.toLowerCase()}`]);
}

function areOne(one: Identity, other: Identity): boolean {
  const traces = tracesOf(other);
  return [...tracesOf(one)].some((trace) => traces.has(trace));
}

const requesterOf = ({ requester, principal }: Request): Identity => ({ person: requester, principal });

const requestsOf = ({ request, steps }: Life) => [...steps.map(({ before }) => before), request];

describe('invariant 3: nobody approves their own request', () => {
  it('no record, by whatever changes, holds an approval of its requester under another name', () => {
    fc.assert(
      fc.property(lives, ({ request }) => {
        for (const { approver } of request.approvals) {
          expect(areOne(requesterOf(request), approver)).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('what needed approvers is never approved without one who is somebody else', () => {
    fc.assert(
      fc.property(lives, ({ request }) => {
        const needed = request.decision.approval.kind === 'stages';
        const undecided = ['pending', 'denied', 'lapsed', 'withdrawn'].includes(request.status);
        fc.pre(needed && !undecided);
        expect(request.approvals.some(({ approver }) => !areOne(requesterOf(request), approver))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('no click of the requester under another name is accepted, whatever their groups and the policy', () => {
    fc.assert(
      fc.property(lives, approvers, estates, (life, approver, estate) => {
        fc.pre(areOne(requesterOf(life.request), approver));
        for (const request of requestsOf(life)) {
          const decision = decide(estate, askAgain(request));
          expect(
            mayApprove(request, approver, todayWith(request, decision), request.requestedAt).allowed,
          ).toBe(false);
          expect(mayDeny(request, approver, decision, request.requestedAt).allowed).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a person whom a click is accepted of was asked: by the rule, or where the request was escalated', () => {
    fc.assert(
      fc.property(lives, approvers, (life, approver) => {
        for (const request of requestsOf(life)) {
          const judged = mayApprove(
            request,
            approver,
            todayWith(request, request.decision),
            request.requestedAt,
          );
          if (!judged.allowed) continue;
          expect(askedOf(request).some((source) => approver.sources.has(source))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Those whom the recorded rule asks and, after an escalation, whom it was escalated to. */
function askedOf({ decision: { approval }, escalated }: Request): readonly ApproverSource[] {
  if (approval.kind === 'automatic') return [];
  const beside = escalated === undefined ? [] : (approval.escalation?.to ?? escalated.to);
  return [...approval.stages.flatMap(({ approvers }) => [...approvers]), ...beside];
}

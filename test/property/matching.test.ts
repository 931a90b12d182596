import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowance } from '../../shared/domain/allowance.ts';
import type { ApproverSource } from '../../shared/domain/approver-source.ts';
import type { Stage } from '../../shared/domain/estate.ts';
import { mayApprove } from '../../shared/domain/may-approve.ts';
import type { Request } from '../../shared/domain/request.ts';
import { approvalsByStage } from '../../shared/domain/stage-approvals.ts';
import { transition } from '../../shared/domain/transition.ts';
import { durations, stages as someStages, votes } from '../support/arbitraries.ts';
import { comingFrom, inGroups, member, noon, sha256, todayWith } from '../support/records.ts';
import { approval, requestIn } from '../support/stories.ts';

interface Voter {
  readonly name: string;
  readonly as: readonly ApproverSource[];
}

const elections = fc
  .record({ stages: someStages, votes, lapseAfter: durations })
  .map(({ stages, votes, lapseAfter }) => ({
    stages,
    voters: votes.map((as, place): Voter => ({ name: `voter-${place}`, as })),
    decision: {
      outcome: 'needs-approval',
      rule: 'rule',
      ruleHash: 'a'.repeat(64),
      approval: { kind: 'stages', stages, lapseAfter },
    } satisfies Allowance,
  }));

/** Lets everybody click once, in this order, until the request is approved. */
function afterClicks(decision: Allowance, voters: readonly Voter[]): Request {
  return voters.reduce(
    (request: Request, { name, as }) => {
      const approver = comingFrom(member(name), ...as);
      const judged = mayApprove(request, approver, todayWith(request, decision), request.requestedAt);
      if (!judged.allowed) return request;
      const changed = transition(request, approval(approver, noon, judged.completes), sha256);
      return changed.ok ? changed.request : request;
    },
    { ...requestIn('pending'), decision },
  );
}

/** Whether every place can be given to somebody of its own, by trying all ways. */
function canFill(places: readonly Stage['approvers'][], voters: readonly Voter[]): boolean {
  const [place, ...rest] = places;
  if (place === undefined) return true;
  return voters.some(
    (voter) =>
      voter.as.some((source) => place.includes(source)) &&
      canFill(
        rest,
        voters.filter((other) => other !== voter),
      ),
  );
}

const placesOf = (stages: readonly Stage[]) =>
  stages.flatMap(({ approvers, quorum }) => Array.from({ length: quorum }, () => approvers));

describe('approvals complete a request', () => {
  it('exactly when each person can be given one place so that every place is filled', () => {
    fc.assert(
      fc.property(elections, ({ stages, voters, decision }) => {
        const approved = afterClicks(decision, voters).status === 'approved';
        expect(approved).toBe(canFill(placesOf(stages), voters));
      }),
      { numRuns: 1000 },
    );
  });

  it('with nobody in two places, in a stage of another group, or beyond a quorum', () => {
    fc.assert(
      fc.property(elections, ({ stages, voters }) => {
        const shared = approvalsByStage(stages, voters);
        expect(new Set(shared.flat()).size).toBe(shared.flat().length);
        for (const [place, stage] of stages.entries()) {
          const taken = shared[place] ?? [];
          expect(taken.length).toBeLessThanOrEqual(stage.quorum);
          for (const { as } of taken) {
            expect(as.some((source) => stage.approvers.includes(source))).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('in any order of the clicks', () => {
    const shuffled = elections.chain((election) =>
      fc.record({
        decision: fc.constant(election.decision),
        one: fc.shuffledSubarray(election.voters, { minLength: election.voters.length }),
        other: fc.constant(election.voters),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ decision, one, other }) => {
        expect(afterClicks(decision, one).status).toBe(afterClicks(decision, other).status);
      }),
      { numRuns: 1000 },
    );
  });

  it('never by more people than there are places', () => {
    fc.assert(
      fc.property(elections, ({ stages, voters, decision }) => {
        expect(afterClicks(decision, voters).approvals.length).toBeLessThanOrEqual(placesOf(stages).length);
      }),
    );
  });

  it('and whoever is told that their source is done is told a source that can still help', () => {
    fc.assert(
      fc.property(elections, ({ voters, decision }) => {
        const request = afterClicks(decision, voters);
        const judged = mayApprove(
          request,
          inGroups(member('late'), 'leads'),
          todayWith(request, decision),
          request.requestedAt,
        );
        if (judged.allowed || judged.refusal.code !== 'stage-complete') return;
        const { open } = judged.refusal;
        expect(open).not.toEqual([]);
        expect(
          mayApprove(
            request,
            comingFrom(member('later'), ...open.slice(0, 1)),
            todayWith(request, decision),
            request.requestedAt,
          ).allowed,
        ).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

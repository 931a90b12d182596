import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayDeny, type Votes } from '../../shared/domain/may-approve.ts';
import { samePerson } from '../../shared/domain/person.ts';
import { lackingOf } from '../../shared/domain/stage-approvals.ts';
import { nextLook } from '../../shared/domain/waiting.ts';
import { approvers, instants, stages, votes } from '../support/arbitraries.ts';
import { lives } from '../support/lives.ts';
import { personal } from '../support/records.ts';

type Stages = Parameters<typeof lackingOf>[0];
type People = readonly (readonly string[])[];

/** Whether the people can fill all places, by trying every way. */
function canFill(wanted: Stages, people: People): boolean {
  const open = wanted.find(({ quorum }) => quorum > 0);
  if (open === undefined) return true;
  const rest = wanted.map((stage) => (stage === open ? { ...stage, quorum: stage.quorum - 1 } : stage));
  return people.some(
    (sources, place) =>
      open.approvers.some((source) => sources.includes(source)) &&
      canFill(
        rest,
        people.filter((_, other) => other !== place),
      ),
  );
}

const isFilled = (wanted: Stages, people: Votes) =>
  lackingOf(
    wanted,
    people.map((as) => ({ as })),
  ).every((lacking) => lacking === 0);

describe('a shortage', () => {
  it('is seen exactly where no way of sharing people out completes the stages', () => {
    fc.assert(
      fc.property(stages, votes, (wanted, people) => {
        expect(isFilled(wanted, people)).toBe(canFill(wanted, people));
      }),
      { numRuns: 2000 },
    );
  });

  it('is never caused by one more person', () => {
    fc.assert(
      fc.property(stages, votes, votes, (wanted, people, more) => {
        fc.pre(isFilled(wanted, people));
        expect(isFilled(wanted, [...people, ...more])).toBe(true);
      }),
    );
  });
});

describe('in the record of any life', () => {
  it('reminders, an escalation and that nobody is left stand once at most, and only while it waited', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        const facts = events.map(({ fact }) => fact.type);
        const decided = facts.findIndex((fact) =>
          ['denied', 'withdrawn', 'lapsed', 'closing'].includes(fact),
        );
        for (const once of ['reminded', 'escalated', 'stranded'] as const) {
          expect(facts.filter((fact) => fact === once).length).toBeLessThanOrEqual(1);
          if (decided >= 0) expect(facts.slice(decided)).not.toContain(once);
        }
        const stranded = facts.indexOf('stranded');
        if (stranded >= 0) expect(facts.slice(0, stranded)).toContain('escalated');
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody handed it to the requester or to themselves, nor twice to the same person', () => {
    fc.assert(
      fc.property(lives, ({ request }) => {
        const requester = { person: request.requester, principal: request.principal };
        const pairs = request.handOvers.map(({ from, to }) => {
          for (const one of [from, to]) {
            expect(samePerson(requester, { person: one, principal: personal(one.email) })).toBe(false);
          }
          return [from.teamId, from.userId, to.teamId, to.userId].join();
        });
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('those whom it was escalated to may decide from then on, and nobody by that before', () => {
    fc.assert(
      fc.property(lives, approvers, ({ request, steps }, who) => {
        for (const record of [...steps.map(({ before }) => before), request]) {
          const { approval } = record.decision;
          if (record.status !== 'pending' || approval.kind !== 'stages') continue;
          const asked = approval.stages.flatMap((stage) => stage.approvers);
          const counts = [...asked, ...(record.escalated?.to ?? [])].some((source) =>
            who.sources.has(source),
          );
          const judged = mayDeny(record, who, record.decision, record.requestedAt);
          const isOwn = !judged.allowed && judged.refusal.code === 'own-request';
          expect(judged.allowed).toBe(counts && !isOwn);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('the next look is in the future, at most a quarter of an hour away, and never after the lapse', () => {
    fc.assert(
      fc.property(lives, instants, fc.boolean(), ({ request }, now, seen) => {
        fc.pre(request.status === 'pending' && now < request.lapsesAt);
        if (request.status !== 'pending') return;
        const next = nextLook(request, now, seen);
        expect(next > now && next <= request.lapsesAt).toBe(true);
        expect(Date.parse(next) - Date.parse(now)).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
  });
});

import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { millisecondsOf } from '../../../shared/domain/instant.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';

/** 3. Nobody approves their own request, and whoever approves may do so at that moment. */
export const nobodyApprovesTheirOwn: MakeInvariant = (scene) => ({
  written: (_, { request, events }) => {
    for (const event of events) {
      const problem = event.fact.type === 'approved' ? whyNotTheirs(scene, request, event) : undefined;
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
});

function whyNotTheirs(
  { world, weather }: Scene,
  request: Request,
  { actor }: AuditEvent,
): Problem | undefined {
  if (actor.kind !== 'person') return `${brief(request)} was approved by the ${actor.name}`;
  const { userId, name } = actor.person;
  if (userId === request.requester.userId) return `${brief(request)} was approved by its own requester`;
  // A click is judged by what was true while it was judged.
  const { now } = world.timeline;
  const changing = weather.some(
    ({ kind, from, to }) => kind.startsWith('person') && [from, to].some((at) => Math.abs(now - at) < 60_000),
  );
  if (changing) return undefined;
  if (world.workspace.people.get(userId)?.deactivated !== false) return `${name} approved after leaving`;
  const groups = [...world.workspace.groups.values()];
  if (!groups.some((members) => members.has(userId))) return `${name} approved and is no approver`;
  return tooFew(request);
}

// Whatever the policy has become since, those who were asked for at the request are the fewest that may be enough.
function tooFew(request: Request): Problem | undefined {
  const { approval } = request.decision;
  if (request.status !== 'approved' || approval.kind !== 'stages') return undefined;
  const needed = approval.stages.reduce((sum, { quorum }) => sum + quorum, 0);
  const people = new Set(request.approvals.map(({ approver }) => approver.person.userId));
  return people.size < needed ? `${brief(request)} was approved by ${people.size} of ${needed}` : undefined;
}

/** 4. A decision once made is never made again: one fact decides, and whoever was told that they decided did. */
export const decidedOnce: MakeInvariant = ({ world, skew }) => ({
  written: (before, { request, events }) => {
    const late = lateBy(before, events);
    if (late > skew) return `${brief(request)} was approved ${late} ms after it had lapsed`;
    const decisive = world
      .eventsOf(request)
      .filter(isDecisive)
      .map(({ fact }) => fact.type);
    return decisive.length > 1 ? `${brief(request)} was decided twice: ${decisive.join(', ')}` : undefined;
  },
  looked: (atRest) => {
    if (!atRest) return undefined;
    for (const { action, answer } of world.answers) {
      if (answer.outcome !== 'approved' && answer.outcome !== 'denied') continue;
      const chain = world.records.eventsOf(answer.request.id);
      const theirs = chain.filter(
        ({ fact, actor }) => fact.type === answer.outcome && isBy(actor, action.who),
      );
      if (theirs.length !== 1) {
        return `${action.who} was told that ${brief(answer.request)} is ${answer.outcome}, which stands ${theirs.length} times`;
      }
    }
    return undefined;
  },
});

function lateBy(before: Request | undefined, events: readonly AuditEvent[]): number {
  const approved = events.find(({ fact }) => fact.type === 'approved');
  return before?.status === 'pending' && approved !== undefined
    ? millisecondsOf(approved.at) - millisecondsOf(before.lapsesAt)
    : 0;
}

function isDecisive({ fact }: AuditEvent): boolean {
  return fact.type === 'approved' ? fact.complete : ['denied', 'withdrawn', 'lapsed'].includes(fact.type);
}

function isBy(actor: AuditEvent['actor'], name: string): boolean {
  return actor.kind === 'person' && actor.person.name === name;
}

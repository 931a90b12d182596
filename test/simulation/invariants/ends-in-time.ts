import { millisecondsOf } from '../../../shared/domain/instant.ts';
import { isTerminal, type Request } from '../../../shared/domain/request.ts';
import { brief, hasEntry, namedBindings } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';
import { isCarriedOn, isOverdue, isTampered } from './patience.ts';
import { inWords, mayStand, policiesIn } from './policies.ts';

/** 2. After a window's end nothing that we made gives access, for longer than what fails is failing. */
export const endsInTime: MakeInvariant = (scene) => ({ looked: () => byBinding(scene) ?? byPolicy(scene) });

function byBinding(scene: Scene): Problem | undefined {
  const { world } = scene;
  for (const { request } of namedBindings(world)) {
    if (request === undefined || !hasEntry(world, request) || isTampered(scene, request.id)) continue;
    const over = overSince(scene, request);
    if (over === undefined || !isOverdue(scene, request.id, over)) continue;
    const minutes = Math.round((world.timeline.now - over) / 60_000);
    return `${brief(request)} still gives access ${minutes} minutes after its end`;
  }
  return undefined;
}

// For as long as one of the requests that have the namespace may hold it, it may be associated there.
function byPolicy(scene: Scene): Problem | undefined {
  for (const policy of policiesIn(scene.world)) {
    const about = policy.requests.filter(({ status }) => mayStand.has(status));
    const overdue = about.every((request) => {
      const over = overSince(scene, request);
      return over !== undefined && isOverdue(scene, request.id, over);
    });
    // That no request has it at all is the first invariant's to find.
    if (about.length > 0 && overdue) return `${inWords(policy)} still gives access after the end`;
  }
  return undefined;
}

function overSince(scene: Scene, request: Request): number | undefined {
  if (!isTerminal(request) && !isCarriedOn(scene, request)) return undefined;
  switch (request.status) {
    case 'closing':
      // Whoever ended it early may have died before closing began: then only a sweep comes before the window's own end.
      return millisecondsOf(scene.swept ? request.since : request.window.closesAt);
    case 'approved':
    case 'active':
      return goneSince(scene, request) ?? (request.window && millisecondsOf(request.window.closesAt));
    default:
      return 0;
  }
}

// Slack tells of it at once, and a sweep would find it.
function goneSince({ weather, world, swept }: Scene, { requester }: Request): number | undefined {
  const { now } = world.timeline;
  const gone = weather.find(
    ({ kind, whom, from, to }) =>
      kind === 'person-deactivated' && whom === requester.userId && from <= now && now < to,
  );
  return swept ? gone?.from : undefined;
}

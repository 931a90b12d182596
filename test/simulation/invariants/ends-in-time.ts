import { millisecondsOf } from '../../../shared/domain/instant.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { brief, hasEntry, namedBindings } from './accesses.ts';
import type { MakeInvariant, Scene } from './invariant.ts';

/**
 * Milliseconds from the end of a window, or of the last trouble after it, to the last moment at which its access may
 * stand: a turn of 90 seconds that was lost, its retries, and the longest pause between two turns.
 */
const patience = 12 * 60_000;

/** 2. After a window's end nothing that we made gives access, for longer than what fails is failing. */
export const endsInTime: MakeInvariant = (scene) => ({
  looked: () => {
    const { world } = scene;
    for (const { request } of namedBindings(world)) {
      if (request === undefined || !hasEntry(world, request)) continue;
      const over = overSince(request);
      if (over === undefined) continue;
      const since = Math.max(over, lastTrouble(scene, request));
      if (world.timeline.now > since + patience + scene.skew) {
        const minutes = Math.round((world.timeline.now - over) / 60_000);
        return `${brief(request)} still gives access ${minutes} minutes after its end`;
      }
    }
    return undefined;
  },
});

function overSince(request: Request): number | undefined {
  switch (request.status) {
    case 'approved':
    case 'active':
    case 'closing':
    case 'ended':
      return request.window && millisecondsOf(request.window.closesAt);
    default:
      return 0;
  }
}

function lastTrouble({ faults, weather, world }: Scene, { id }: Request): number {
  const { now } = world.timeline;
  const disturbed = faults.befallen.filter(({ about }) => about === id).map(({ at }) => at);
  const disrupted = weather.filter(({ from }) => from <= now).map(({ to }) => Math.min(to, now));
  return Math.max(0, ...disturbed, ...disrupted);
}

import type { Request } from '../../../shared/domain/request.ts';
import type { Scene } from './invariant.ts';

/** Milliseconds that a turn which was lost takes, with its retries and the longest pause between two turns. */
const turns = 12 * 60_000;
/** Milliseconds from one sweep to the end of the next. */
const sweeps = 6 * 60_000;

/**
 * Whether what should have been mended since a moment is overdue: not before the last trouble is over, and the time has
 * passed that mending takes.
 */
export function isOverdue(scene: Scene, id: string, since: number): boolean {
  const patience = turns + (scene.swept ? sweeps : 0) + scene.skew;
  return scene.world.timeline.now > Math.max(since, lastTrouble(scene, id)) + patience;
}

/** Whether somebody tampers with what the request rests on, and nobody could have noticed yet. */
export function isTampered(scene: Scene, id: string | undefined): boolean {
  const at = id === undefined ? undefined : scene.world.tampered.get(id);
  return at !== undefined && !isOverdue(scene, id ?? '', at);
}

function lastTrouble({ faults, weather, world }: Scene, id: string): number {
  const { now } = world.timeline;
  // A sweep is everybody's business.
  const disturbed = faults.befallen.filter(({ about }) => about === id || about === '').map(({ at }) => at);
  const disrupted = weather.filter(({ from }) => from <= now).map(({ to }) => Math.min(to, now));
  return Math.max(0, ...disturbed, ...disrupted);
}

/**
 * Whether somebody but a sweep can be expected to carry the request on. Whoever recorded it may have died before starting
 * its machine; a break-glass opens although its machine could not be started.
 */
export function isCarriedOn({ swept, world }: Scene, request: Request): boolean {
  const kind = request.status === 'pending' ? 'approval' : 'window';
  return swept || world.executions.standing(kind, request.id) !== 'nothing';
}

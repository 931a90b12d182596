import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { isSameGrant, nameOfGrant } from '../../../shared/domain/grant.ts';
import { after, millisecondsOf } from '../../../shared/domain/instant.ts';
import type { Request, Window } from '../../../shared/domain/request.ts';
import { hashOfRules } from '../../../shared/domain/role-rules.ts';
import type { Extent } from '../../../shared/domain/scope.ts';
import { sha256 } from '../../support/records.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';

/** 7. The window is never longer or wider than what was approved, and never of rules that nobody was asked about. */
export const neverMore: MakeInvariant = (scene) => ({
  written: (before, { request, events }) =>
    (before && widened(before, request)) ??
    (before && movedEnd(scene, before, request, events)) ??
    tooLong(scene, request) ??
    (opens(events) ? otherRules(scene, request) : undefined),
});

function widened(before: Request, { duration, scope, target }: Request): Problem | undefined {
  if (duration > before.duration) return `${brief(before)} has grown to ${duration} minutes`;
  const asked: readonly Extent[] = before.scope.namespaces;
  const more = [...scope.namespaces].filter((extent) => !asked.includes(extent));
  if (more.length > 0) return `${brief(before)} has grown by ${more.join()}`;
  const roleChanged = !isSameGrant(target.grant, before.target.grant);
  return roleChanged && before.status !== 'pending' ? `${brief(before)} has changed its role` : undefined;
}

function movedEnd(
  { world }: Scene,
  before: Request,
  request: Request,
  events: readonly AuditEvent[],
): Problem | undefined {
  const [was, is] = [windowOf(before)?.closesAt, windowOf(request)?.closesAt];
  // A request that failed never opened, and its record keeps no window.
  if (was === undefined || is === undefined || was === is) return undefined;
  const extended = events.find(({ fact }) => fact.type === 'extended')?.fact;
  if (extended?.type !== 'extended') return `the end of ${brief(request)} moved from ${was} to ${is}`;
  const extension = world.records.requests.get(extended.by);
  const fits = extension !== undefined && is === after(was, extension.duration);
  return fits ? undefined : `${brief(request)} was extended to ${is} by ${extended.by}`;
}

function tooLong({ world, skew }: Scene, request: Request): Problem | undefined {
  const window = windowOf(request);
  if (window === undefined) return undefined;
  const added = world
    .eventsOf(request)
    .flatMap(({ fact }) =>
      fact.type === 'extended' ? [millisecondsOf(fact.to) - millisecondsOf(fact.from)] : [],
    );
  const most = request.duration * 60_000 + added.reduce((sum, each) => sum + each, 0);
  const lasts = millisecondsOf(window.closesAt) - millisecondsOf(window.grantedAt);
  if (lasts !== most) return `${brief(request)} lasts ${lasts / 60_000} minutes, not ${most / 60_000}`;
  // A window that has just been fixed begins now: neither at the request nor later.
  const early = world.timeline.now - millisecondsOf(window.grantedAt);
  return request.status === 'approved' && added.length === 0 && early < -skew - 60_000
    ? `${brief(request)} begins in the future`
    : undefined;
}

function otherRules({ world, weather }: Scene, request: Request): Problem | undefined {
  const { now } = world.timeline;
  const changing = weather.some(
    ({ kind, from, to }) => kind === 'role-changed' && [from, to].some((at) => Math.abs(now - at) < 90_000),
  );
  if (request.rulesHash === undefined || changing) return undefined;
  const rules =
    world.clusters.get(request.target.cluster)?.roles.get(nameOfGrant(request.target.grant)) ?? [];
  return hashOfRules(rules, sha256) === request.rulesHash
    ? undefined
    : `${brief(request)} opened, and its role has changed since it was approved`;
}

function opens(events: readonly AuditEvent[]): boolean {
  return events.some(({ fact }) => fact.type === 'opened');
}

function windowOf(request: Request): Window | undefined {
  return 'window' in request ? request.window : undefined;
}

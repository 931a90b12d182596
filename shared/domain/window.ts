import type { Duration } from './duration.ts';
import type { Grant } from './grant.ts';
import type { RequestId } from './ids.ts';
import { after, earlier, type Instant, millisecondsOf, secondsAfter } from './instant.ts';
import type { Principal } from './person.ts';
import type { InStatus, RequestFacts, Window } from './request.ts';
import type { Extent, Scope } from './scope.ts';

/** How long after the approval a window may still open, in minutes. */
export const openWithin = 30 as Duration;

/** Until when an approved request may still open: half an hour after its approval, or its window's own end if sooner. */
export function openUntil({ openBy, window }: InStatus<'approved'>): Instant {
  return window === undefined ? openBy : earlier(window.closesAt, openBy);
}

/** Until when what is approved now may take effect. Nothing moves the end of a window that is over. */
export function openByFrom({ extending }: Pick<RequestFacts, 'extending'>, approvedAt: Instant): Instant {
  const openBy = after(approvedAt, openWithin);
  return extending === undefined ? openBy : earlier(extending.closesAt, openBy);
}

/** What the name of every binding made for a request begins with, and of no other. */
export const bindingNamePrefix = 'k8s-access-';

/** The name of every binding made for a request: one in each namespace, or one for the whole cluster. */
export function bindingNameOf(id: RequestId): string {
  return `${bindingNamePrefix}${id}`;
}

/** Fixes a window at the moment of the grant: it ends one duration later, whatever happens in between. */
export function fixWindow(
  request: {
    readonly id: RequestId;
    readonly scope: Scope;
    readonly duration: Duration;
    readonly principal: Principal;
    readonly target: { readonly grant: Grant };
  },
  now: Instant,
): Window {
  const isBound = request.target.grant.kind === 'cluster-role';
  const extents: readonly Extent[] = isBound ? request.scope.namespaces : [];
  const bindings = extents.map((namespace) => ({
    namespace,
    name: bindingNameOf(request.id),
  }));
  return {
    grantedAt: now,
    closesAt: after(now, request.duration),
    username: request.principal.username,
    groups: [],
    bindings,
  };
}

/** Minutes before the end at which the holder is warned. */
const warnBefore = 10;
/** Minutes. Whoever has a window of so many or fewer was told of its end only just before. */
const tooShortToWarn = 15;

/** When the holder is warned that the window ends; never, where it is a short one. */
export function warningOf({ grantedAt, closesAt }: Window): Instant | undefined {
  const minutes = (millisecondsOf(closesAt) - millisecondsOf(grantedAt)) / 60_000;
  return minutes > tooShortToWarn ? secondsAfter(closesAt, -warnBefore * 60) : undefined;
}

/** Whether the window is in its last minutes, and long enough for a warning. */
export function endsSoon(window: Window, now: Instant): boolean {
  const warning = warningOf(window);
  return warning !== undefined && now >= warning && now < window.closesAt;
}

/** When an open window is looked at next: at its warning, then at its end. */
export function nextLookAt(window: Window, now: Instant): Instant {
  const warning = warningOf(window);
  return warning !== undefined && now < warning ? warning : window.closesAt;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExtension } from '../../shared/domain/extension.ts';
import { millisecondsOf } from '../../shared/domain/instant.ts';
import { termsAsked } from '../../shared/domain/less.ts';
import type { Request, Window } from '../../shared/domain/request.ts';
import type { Terms } from '../../shared/domain/terms.ts';
import { fixWindow } from '../../shared/domain/window.ts';
import { asks, instants } from '../support/arbitraries.ts';
import { type Life, lives } from '../support/lives.ts';

function recordsOf({ steps, request }: Life): readonly Request[] {
  return [...steps.map(({ before }) => before), request];
}

function windowOf(request: Request): Window | undefined {
  return 'window' in request ? request.window : undefined;
}

/** Milliseconds that extensions had added when the record was this version. */
function addedUpTo({ events }: Life, { head }: Request): number {
  const added = events.map(({ seq, fact }) =>
    fact.type === 'extended' && seq <= head.seq ? millisecondsOf(fact.to) - millisecondsOf(fact.from) : 0,
  );
  return added.reduce((sum, one) => sum + one, 0);
}

function expectWithin(
  { grantedAt, closesAt, bindings }: Window,
  { scope, duration }: Terms,
  added: number,
): void {
  const length = millisecondsOf(closesAt) - millisecondsOf(grantedAt);
  expect(length).toBeLessThanOrEqual(duration * 60_000 + added);
  for (const { namespace } of bindings) expect(scope.namespaces).toContain(namespace);
}

const endsOf = ({ grantedAt, closesAt }: Window) => ({ grantedAt, closesAt });

describe('invariant 7: the window that opens is never longer or wider than what was approved', () => {
  it('a window lasts as long as was asked, from the moment of the grant', () => {
    fc.assert(
      fc.property(asks, instants, (asked, now) => {
        const { grantedAt, closesAt } = fixWindow(asked, now);
        expect(grantedAt).toBe(now);
        expect(millisecondsOf(closesAt) - millisecondsOf(grantedAt)).toBe(asked.duration * 60_000);
      }),
    );
  });

  it('whatever happens to a request, its window is as long as was asked and as extensions added', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const request of recordsOf(life)) {
          const window = windowOf(request);
          if (window === undefined) continue;
          const length = millisecondsOf(window.closesAt) - millisecondsOf(window.grantedAt);
          expect(length).toBe(request.duration * 60_000 + addedUpTo(life, request));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('whatever happens to a request, its bindings stand in the namespaces asked for, one in each', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const request of recordsOf(life)) {
          const namespaces = windowOf(request)?.bindings.map(({ namespace }) => namespace);
          if (namespaces !== undefined) expect(namespaces.toSorted()).toEqual(request.scope.namespaces);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing that happens after the grant moves the beginning, and only an extension the end, later, while it lasts', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, change, result } of steps) {
          const window = windowOf(before);
          if (window === undefined || !result.ok || result.request.status === 'failed') continue;
          const now = windowOf(result.request);
          if (change.type === 'extend') {
            expect(now?.grantedAt).toBe(window.grantedAt);
            expect(now !== undefined && now.closesAt > window.closesAt && change.at < window.closesAt).toBe(
              true,
            );
          } else {
            expect(now && endsOf(now)).toEqual(endsOf(window));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing that happens changes who asked for what', () => {
    fc.assert(
      fc.property(lives, ({ steps, request }) => {
        const asked = (record: Request) => {
          const { id, requester, principal, reason, decision } = record;
          return { id, requester, principal, reason, decision, ...termsAsked(record) };
        };
        for (const { before } of steps) expect(asked(request)).toEqual(asked(before));
      }),
    );
  });

  it('an extension has no window of its own, whatever is tried on it', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const request of recordsOf(life)) {
          if (isExtension(request)) expect(windowOf(request)).toBeUndefined();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('the window is within every approval that was given, and within what was asked, but for extensions', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { steps, request } = life;
        const done = steps.filter(({ result }) => result.ok);
        const allowed = done.flatMap(({ change, before }): Terms[] =>
          change.type === 'approve' ? [change.less ?? before] : [],
        );
        const window = windowOf(request);
        if (window === undefined) return;
        const added = addedUpTo(life, request);
        for (const terms of [termsAsked(request), ...allowed]) expectWithin(window, terms, added);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing lapses before its time, but an extension whose window is over', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, change, result } of steps) {
          if (change.type !== 'lapse' || !result.ok || before.status !== 'pending') continue;
          expect(change.at >= before.lapsesAt || (isExtension(before) && change.windowOver === true)).toBe(
            true,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('no approval allows more than is asked, nor another role whose rules nobody has read', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, change, result } of steps) {
          if (change.type !== 'approve' || change.less === undefined || !result.ok) continue;
          const { scope, duration, role } = change.less;
          expect(scope.cluster).toBe(before.scope.cluster);
          expect(duration).toBeLessThanOrEqual(before.duration);
          expect(before.scope.namespaces).toEqual(expect.arrayContaining([...scope.namespaces]));
          if (isExtension(before)) expect(scope).toEqual(before.scope);
          expect(role === undefined).toBe(scope.role === before.scope.role);
          const { target, rulesHash } = result.request;
          const kept = { grant: before.target.grant, rulesHash: before.rulesHash };
          expect({ grant: target.grant, rulesHash }).toEqual(role ?? kept);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('an extension is applied once, after its approval and before the end that it moves', () => {
    fc.assert(
      fc.property(lives, ({ steps, events }) => {
        for (const { before, change, result } of steps) {
          if (change.type !== 'apply' || !result.ok) continue;
          expect(before.status).toBe('approved');
          expect(before.extending !== undefined && change.at < before.extending.closesAt).toBe(true);
        }
        expect(events.filter(({ fact }) => fact.type === 'applied').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('a window is fixed only for what is approved, in its time to open, and counts from that moment', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, change, result } of steps) {
          if (change.type !== 'fix-window' || !result.ok) continue;
          expect(before).toMatchObject({ status: 'approved' });
          expect(before.status === 'approved' && change.at <= before.openBy).toBe(true);
          expect(windowOf(result.request)?.grantedAt).toBe(change.at);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('no window that ended because its time was up ended early', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const request of recordsOf(life)) {
          if (request.status !== 'closing' || request.cause !== 'expired') continue;
          expect(request.since >= request.window.closesAt).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('"active" is never said without a yes of the cluster for every namespace', () => {
    fc.assert(
      fc.property(lives, ({ events }) => {
        for (const { fact } of events) {
          if (fact.type !== 'opened') continue;
          expect(fact.evidence.length).toBeGreaterThan(0);
          expect(fact.evidence.every(({ allowed }) => allowed)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

function expectWithin({ grantedAt, closesAt, bindings }: Window, { scope, duration }: Terms): void {
  expect(millisecondsOf(closesAt) - millisecondsOf(grantedAt)).toBeLessThanOrEqual(duration * 60_000);
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

  it('whatever happens to a request, its window is as long as was asked', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const request of recordsOf(life)) {
          const window = windowOf(request);
          if (window === undefined) continue;
          const length = millisecondsOf(window.closesAt) - millisecondsOf(window.grantedAt);
          expect(length).toBe(request.duration * 60_000);
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

  it('nothing that happens after the grant moves the beginning or the end', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, result } of steps) {
          const window = windowOf(before);
          if (window === undefined || !result.ok || result.request.status === 'failed') continue;
          const now = windowOf(result.request);
          expect(now && endsOf(now)).toEqual(endsOf(window));
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

  it('the window that is fixed is within every approval that was given, and within what was asked', () => {
    fc.assert(
      fc.property(lives, ({ steps, request }) => {
        const done = steps.filter(({ result }) => result.ok);
        const allowed = done.flatMap(({ change, before }): Terms[] =>
          change.type === 'approve' ? [change.less ?? before] : [],
        );
        const window = windowOf(request);
        if (window === undefined) return;
        for (const terms of [termsAsked(request), ...allowed]) expectWithin(window, terms);
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
          expect(role === undefined).toBe(scope.role === before.scope.role);
          const { target, rulesHash } = result.request;
          const kept = { clusterRole: before.target.clusterRole, rulesHash: before.rulesHash };
          expect({ clusterRole: target.clusterRole, rulesHash }).toEqual(role ?? kept);
        }
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

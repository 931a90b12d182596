import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendEvent, verifyChain } from '../../shared/domain/audit-chain.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import { emptyChain } from '../../shared/domain/chain-head.ts';
import type { InStatus } from '../../shared/domain/request.ts';
import { lives } from '../support/lives.ts';
import { happeningOf, judged, sha256, someReason } from '../support/records.ts';

const tampered = (events: readonly AuditEvent[], place: number, ...instead: readonly AuditEvent[]) =>
  events.toSpliced(place, 1, ...instead);

/** The event with one of its leaves changed: every text, number and flag has its turn. */
function withOneLeafChanged(event: AuditEvent, dice: number): AuditEvent {
  const copy = structuredClone(event);
  const leaves: [Record<string, unknown>, string][] = [];
  const collect = (node: object) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && value !== null) collect(value);
      else leaves.push([node as Record<string, unknown>, key]);
    }
  };
  collect(copy);
  const [node, key] = leaves[dice % leaves.length] ?? [{}, ''];
  const value = node[key];
  node[key] = typeof value === 'string' ? `${value}0` : typeof value === 'number' ? value + 1 : !value;
  return copy;
}

describe('invariant 6: every change has its audit event', () => {
  it('an accepted change adds one event, of its moment and its actor, and one version', () => {
    fc.assert(
      fc.property(lives, ({ steps }) => {
        for (const { before, change, result } of steps) {
          if (!result.ok) continue;
          const [event, ...more] = result.events;
          expect(more).toEqual([]);
          expect(event).toMatchObject({ requestId: before.id, at: change.at, actor: change.actor });
          expect(result.request.version).toBe(before.version + 1);
          const head = { seq: before.head.seq + 1, hash: event?.hash, at: event?.at };
          expect(result.request.head).toEqual(head);
        }
      }),
    );
  });

  it('whatever happened to a request, its chain verifies against its record', () => {
    fc.assert(
      fc.property(lives, ({ request, events }) => {
        expect(verifyChain(events, request.head, sha256)).toEqual({ sound: true, head: request.head });
      }),
    );
  });

  it('the chain still verifies when it was stored as JSON and its keys came back in another order', () => {
    fc.assert(
      fc.property(lives, ({ request, events }) => {
        const shuffled = events.map((event) => Object.fromEntries(Object.entries(event).reverse()));
        const read = JSON.parse(JSON.stringify(shuffled)) as AuditEvent[];
        expect(verifyChain(read, request.head, sha256).sound).toBe(true);
      }),
    );
  });
});

describe('a chain that was tampered with does not verify', () => {
  const verdict = (request: InStatus<'pending'>['head'], events: readonly AuditEvent[]) =>
    verifyChain(events, request, sha256);

  it.each([
    ['one leaf of an event changed', withOneLeafChanged, false],
    [
      'one leaf changed and the hash made to fit',
      (event: AuditEvent, dice: number) => {
        const head = { ...emptyChain, seq: event.seq - 1, hash: event.prev };
        return appendEvent(head, happeningOf(withOneLeafChanged(event, dice)), sha256);
      },
      true,
    ],
  ] as const)('%s', (_, change, mayBeTheSame) => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), ({ request, events }, where, dice) => {
        const place = where % events.length;
        const event = events[place];
        if (event === undefined) throw new Error('every record begins with an event');
        const changed = change(event, dice);
        if (mayBeTheSame) fc.pre(changed.hash !== event.hash);
        expect(verdict(request.head, tampered(events, place, changed)).sound).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('an event removed, with what stands before it untouched, is named by its place', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ request, events }, where) => {
        const place = where % events.length;
        const broken = { sound: false, firstBroken: place + 1 };
        expect(verdict(request.head, tampered(events, place))).toEqual(broken);
      }),
    );
  });

  it('an event repeated, or two changing places', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ request, events }, where) => {
        const place = where % (events.length - 1);
        const [one, other] = events.slice(place, place + 2);
        if (one === undefined || other === undefined) throw new Error('every record begins with two events');
        expect(verdict(request.head, tampered(events, place, one, one)).sound).toBe(false);
        expect(verdict(request.head, events.toSpliced(place, 2, other, one)).sound).toBe(false);
      }),
    );
  });

  it('the end cut off, or an event appended that the record does not know', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ request, events }, where) => {
        const kept = where % events.length;
        expect(verdict(request.head, events.slice(0, kept))).toEqual({ sound: false, firstBroken: kept + 1 });
        const last = events.at(-1);
        if (last === undefined) throw new Error('every record begins with an event');
        const denied: AuditEvent['fact'] = { type: 'denied', why: someReason, judged };
        const forged = appendEvent(request.head, { ...happeningOf(last), fact: denied }, sha256);
        expect(verdict(request.head, [...events, forged]).sound).toBe(false);
      }),
    );
  });
});

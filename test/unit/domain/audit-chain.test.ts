import { describe, expect, it } from 'vitest';
import { appendEvent, verifyChain } from '../../../shared/domain/audit-chain.ts';
import type { AuditEvent } from '../../../shared/domain/audit-event.ts';
import { emptyChain } from '../../../shared/domain/chain-head.ts';
import { happeningOf, judged, sha256, someReason } from '../../support/records.ts';
import { storyUpTo } from '../../support/stories.ts';

const { request, events } = storyUpTo('ended');

function verdict(instead: readonly AuditEvent[]) {
  return verifyChain(instead, request.head, sha256);
}

function eventAt(place: number): AuditEvent {
  const event = events[place - 1];
  if (event === undefined) throw new Error(`there is no event ${place}`);
  return event;
}

const denial: AuditEvent = { ...eventAt(3), fact: { type: 'denied', why: someReason, judged } };

describe('the chain of a request', () => {
  it('has every step of its life in order', () => {
    expect(events.map(({ seq, fact }) => `${seq} ${fact.type}`)).toEqual([
      '1 requested',
      '2 decided',
      '3 approved',
      '4 window-fixed',
      '5 made',
      '6 opened',
      '7 closing',
      '8 closed',
    ]);
  });

  it('verifies', () => {
    expect(verdict(events)).toEqual({ sound: true, head: request.head });
  });

  it('without events belongs to a record without any', () => {
    expect(verifyChain([], emptyChain, sha256).sound).toBe(true);
    expect(verdict([])).toEqual({ sound: false, firstBroken: 1 });
  });

  it('counts from one: an event that follows by hash but not by number is broken', () => {
    const second = appendEvent({ ...emptyChain, seq: 1 }, happeningOf(eventAt(1)), sha256);
    expect(verifyChain([second], second, sha256)).toEqual({ sound: false, firstBroken: 1 });
  });

  it('begins with 64 zeros, and each event carries the hash of the one before', () => {
    expect(eventAt(1).prev).toBe('0'.repeat(64));
    expect(eventAt(2).prev).toBe(eventAt(1).hash);
  });
});

describe('tampering is caught and named by its place', () => {
  it.each<[string, readonly AuditEvent[], number]>([
    ['a fact changed', events.toSpliced(2, 1, denial), 3],
    ['an actor changed', events.toSpliced(2, 1, { ...eventAt(3), actor: eventAt(2).actor }), 3],
    ['a moment changed', events.toSpliced(0, 1, { ...eventAt(1), at: eventAt(8).at }), 1],
    [
      'a change with a hash that fits',
      events.toSpliced(2, 1, appendEvent(eventAt(2), happeningOf(denial), sha256)),
      4,
    ],
    [
      'the last event rewritten with a hash that fits',
      events.toSpliced(7, 1, appendEvent(eventAt(7), happeningOf(denial), sha256)),
      9,
    ],
    ['the first removed', events.slice(1), 1],
    ['one removed from the middle', events.toSpliced(3, 1), 4],
    ['one inserted', events.toSpliced(3, 0, appendEvent(eventAt(3), happeningOf(denial), sha256)), 5],
    ['one repeated', events.toSpliced(3, 0, eventAt(3)), 4],
    ['two changing places', events.toSpliced(3, 2, eventAt(5), eventAt(4)), 4],
    ['the end cut off', events.slice(0, -1), 8],
    [
      'one appended that the record does not know',
      [...events, appendEvent(request.head, happeningOf(denial), sha256)],
      10,
    ],
  ])('%s', (_, instead, firstBroken) => {
    expect(verdict(instead)).toEqual({ sound: false, firstBroken });
  });
});

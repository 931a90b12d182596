import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../shared/domain/duration.ts';
import { parseRequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import { after, instantFrom, millisecondsOf, parseInstant } from '../../shared/domain/instant.ts';
import { parseReason } from '../../shared/domain/reason.ts';
import { scopeOf } from '../../shared/domain/scope.ts';
import { durations, instants, requestIds, scopes } from '../support/arbitraries.ts';
import { sha256 } from '../support/records.ts';

describe('values', () => {
  it('a duration is read back as it was written', () => {
    fc.assert(
      fc.property(durations, (duration) => {
        expect(parseDuration(formatDuration(duration))).toEqual({ ok: true, value: duration });
      }),
    );
  });

  it('no text is read as a duration but hours and minutes', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[\dhmd. -]{1,8}$/));
    fc.assert(
      fc.property(texts, (text) => {
        if (parseDuration(text).ok) expect(text).toMatch(/^(\d+h)?(\d+m)?$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('an instant is read back as it was written, and later is greater as text', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        expect(parseInstant(instantFrom(millisecondsOf(one)))).toEqual({ ok: true, value: one });
        expect(one < other).toBe(millisecondsOf(one) < millisecondsOf(other));
      }),
    );
  });

  it('a moment after another is later', () => {
    fc.assert(
      fc.property(instants, durations, (instant, duration) => {
        expect(after(instant, duration) > instant).toBe(true);
      }),
    );
  });

  it('a request id made from a hash is one that can be typed, in capitals too', () => {
    fc.assert(
      fc.property(requestIds, (id) => {
        expect(parseRequestId(` ${id.toUpperCase()} `)).toEqual({ ok: true, value: id });
      }),
    );
  });

  it('other deliveries have other request ids', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 50 }), (deliveries) => {
        const ids = deliveries.map((delivery) => requestIdFromHash(sha256(delivery)));
        expect(new Set(ids).size).toBe(deliveries.length);
      }),
    );
  });

  it('a reason that is accepted is one line without control characters, and stays as it is when read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1200 }), (text) => {
        const reason = parseReason(text);
        if (!reason.ok) return;
        expect(reason.value).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(reason.value.length).toBeLessThanOrEqual(1000);
        expect(parseReason(reason.value)).toEqual(reason);
      }),
      { numRuns: 1000 },
    );
  });

  it('a scope is the same for the same namespaces in any order and number', () => {
    fc.assert(
      fc.property(scopes, fc.nat(), ({ cluster, namespaces, role }, where) => {
        const again = namespaces[where % namespaces.length] ?? namespaces[0];
        const named = [again, ...namespaces.toReversed()];
        expect(scopeOf(cluster, named, role)).toEqual({ cluster, namespaces, role });
      }),
    );
  });
});

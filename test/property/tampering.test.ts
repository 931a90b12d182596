import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { appendEvent } from '../../shared/domain/audit-chain.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import { emptyChain } from '../../shared/domain/chain-head.ts';
import type { Day } from '../../shared/domain/day.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import { type Manifest, rootOf } from '../../shared/domain/seal.ts';
import { chainOf, lineOf } from '../../shared/domain/trail.ts';
import type { TrailFinding } from '../../shared/domain/trail-finding.ts';
import { sealDays } from '../../shared/usecases/seal-days.ts';
import { verifyTrail } from '../../shared/usecases/verify-trail.ts';
import { happeningOf, sha256 } from '../support/records.ts';
import { inNovember, keyPair, type openDays, sealingOf, shortLife } from '../support/sealed-days.ts';

const days = ['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => day as Day);
const [first, second, third] = days as [Day, Day, Day];
const perDay = 24 * 60;

const now = { at: inNovember(perDay + 120) };
// Requests that live within a day, and over midnight: every day has events, and chains go from day to day.
const trail = Array.from({ length: 12 }, (_, place) => {
  const at = place * 300;
  return shortLife(
    inNovember(at),
    inNovember(at + 200 + place * 20),
    `odd \u2028 "\\ \u0000 ü 💥 ${place}` as Reason,
  );
}).flat();
const sealing = sealingOf(trail, now);
beforeAll(async () => {
  await sealDays(sealing.ports);
  now.at = inNovember(3 * perDay + 120);
  await sealDays(sealing.ports);
});

type Days = ReturnType<typeof openDays>;

async function findingsAfter(
  tamper: (days: Days) => void,
  key = sealing.key,
): Promise<readonly TrailFinding[]> {
  const copy = sealing.days.copy();
  tamper(copy);
  const ports = { days: copy.archive, isSigned: key.isSigned, sha256 };
  return (await verifyTrail(ports, first, third)).findings;
}

const someDay = fc.constantFrom(...days);
const eventAt = (day: Day, where: number) => {
  const lines = sealing.days.of(day, 'events');
  const place = where % lines.length;
  const event: AuditEvent = JSON.parse(lines[place] ?? '');
  return { lines, place, event, name: { chain: chainOf(event), seq: event.seq } };
};

/** The text with one character changed into another one. */
function withOneCharacterChanged(text: string, where: number, character: string): string {
  const place = where % text.length;
  return text.slice(0, place) + character + text.slice(place + 1);
}

it('what was not touched verifies, odd characters and all', async () => {
  expect(await findingsAfter(() => undefined)).toEqual([]);
});

describe('every edit is caught, and the first event that it touched is named', () => {
  it('a character of an event', () =>
    fc.assert(
      fc.asyncProperty(
        someDay,
        fc.nat(),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (day, where, at, character) => {
          const { lines, place } = eventAt(day, where);
          const changed = withOneCharacterChanged(lines[place] ?? '', at, character);
          fc.pre(changed !== lines[place]);
          const found = await findingsAfter((copy) => copy.put(day, 'events', lines.with(place, changed)));
          expect(found).toHaveLength(1);
          expect(found[0]).toMatchObject({ day });
        },
      ),
      { numRuns: 300 },
    ));

  it('a character that is half of one, which has no canonical spelling', async () => {
    const { lines, place, name } = eventAt(first, 0);
    const half = (lines[place] ?? '').replace('"reason":"', '"reason":"\\ud83d');
    const found = await findingsAfter((copy) => copy.put(first, 'events', lines.with(place, half)));
    expect(found).toEqual([{ kind: 'changed', day: first, ...name }]);
  });

  it('a fact, with the event’s own hash made to fit', () =>
    fc.assert(
      fc.asyncProperty(someDay, fc.nat(), async (day, where) => {
        const { lines, place, event, name } = eventAt(day, where);
        const forged = appendEvent(
          { ...emptyChain, seq: event.seq - 1, hash: event.prev },
          { ...happeningOf(event), fact: { type: 'stranded', shortages: [] as never } },
          sha256,
        );
        const found = await findingsAfter((copy) =>
          copy.put(day, 'events', lines.with(place, lineOf(forged))),
        );
        expect(found).toEqual([{ kind: 'changed', day, ...name }]);
      }),
    ));

  it('one removed', () =>
    fc.assert(
      fc.asyncProperty(someDay, fc.nat(), async (day, where) => {
        const { lines, place, name } = eventAt(day, where);
        const found = await findingsAfter((copy) => copy.put(day, 'events', lines.toSpliced(place, 1)));
        expect(found).toEqual([{ kind: 'removed', day, ...name }]);
      }),
    ));

  it('one inserted: of another day, of no chain, or twice', () =>
    fc.assert(
      fc.asyncProperty(someDay, someDay, fc.nat(), fc.nat(), async (day, from, which, where) => {
        const { lines, place } = eventAt(day, where);
        const { lines: others, place: other, name } = eventAt(from, which);
        const inserted = lines.toSpliced(place, 0, others[other] ?? '');
        const found = await findingsAfter((copy) => copy.put(day, 'events', inserted));
        expect(found).toHaveLength(1);
        // Where it stands before its time, what it was put in front of seems to be missing and then comes.
        if (found[0]?.kind === 'inserted') expect(found[0]).toMatchObject(name);
        else expect(['reordered', 'removed']).toContain(found[0]?.kind);
      }),
    ));

  it('two changing places', () =>
    fc.assert(
      fc.asyncProperty(someDay, fc.nat(), fc.nat(), async (day, one, other) => {
        const a = eventAt(day, one);
        const b = eventAt(day, other);
        fc.pre(a.place !== b.place);
        const { lines } = a;
        const swapped = lines.with(a.place, lines[b.place] ?? '').with(b.place, lines[a.place] ?? '');
        const found = await findingsAfter((copy) => copy.put(day, 'events', swapped));
        expect(found).toMatchObject([{ kind: 'reordered', day }]);
      }),
    ));

  it('the end of a day cut off', () =>
    fc.assert(
      fc.asyncProperty(someDay, fc.nat(), async (day, where) => {
        const { lines, place } = eventAt(day, where);
        const found = await findingsAfter((copy) => copy.put(day, 'events', lines.slice(0, place)));
        expect(found).toMatchObject([{ kind: 'removed', day }]);
      }),
    ));

  it('a whole chain written anew, its heads too', async () => {
    const found = await findingsAfter((copy) => {
      const [line = '', ...rest] = copy.of(second, 'heads');
      const head = JSON.parse(line);
      copy.put(second, 'heads', [lineOf({ ...head, head: { ...head.head, hash: 'f'.repeat(64) } }), ...rest]);
    });
    expect(found).toMatchObject([{ kind: 'heads-changed', day: second }]);
  });

  it('any part of a manifest', () =>
    fc.assert(
      fc.asyncProperty(
        someDay,
        fc.constantFrom('root', 'previousRoot', 'chains', 'events', 'sealedAt', 'key'),
        async (day, part) => {
          const found = await findingsAfter((copy) => {
            const sealed = sealing.days.seals.get(day);
            if (sealed === undefined) throw new Error('it is sealed');
            const manifest = { ...sealed.manifest, [part]: 'another' } as unknown as Manifest;
            copy.seals.set(day, { ...sealed, manifest });
          });
          expect(found).toContainEqual({ kind: 'not-signed', day });
        },
      ),
    ));
});

it('another spelling of the same event counts as a change', async () => {
  const { lines, place, name } = eventAt(first, 4);
  const spelled = (lines[place] ?? '').replace(',', ', ');
  const found = await findingsAfter((copy) => copy.put(first, 'events', lines.with(place, spelled)));
  expect(found).toEqual([{ kind: 'changed', day: first, ...name }]);
});

describe('whole days', () => {
  it('one that is missing is named, and those after it are still verified', async () => {
    const found = await findingsAfter((copy) => {
      copy.seals.delete(second);
      copy.put(third, 'events', []);
    });
    expect(found.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      `${second} day-missing`,
      `${third} removed`,
    ]);
  });

  it('one in the place of another, signature and all, is named', async () => {
    const found = await findingsAfter((copy) => {
      const sealed = copy.seals.get(first);
      if (sealed !== undefined) copy.seals.set(second, sealed);
    });
    expect(found).toContainEqual({ kind: 'wrong-day', day: second, sealed: first });
  });

  it('one that was made anew after another day before it is named', async () => {
    const found = await findingsAfter((copy) => {
      const manifest: Manifest = {
        ...{ version: 1, day: first, root: rootOf([], sha256), chains: 0, events: 0 },
        ...{ sealedAt: inNovember(perDay + 120), key: 'arn' },
      };
      copy.seals.set(first, { manifest, signature: sealing.key.sign(lineOf(manifest)) });
      copy.put(first, 'events', []);
      copy.put(first, 'heads', []);
    });
    expect(found.map(({ day, kind }) => `${day} ${kind}`)).toEqual([`${second} other-day-before`]);
  });

  it('under another key none is believed', async () => {
    const found = await findingsAfter(() => undefined, keyPair());
    expect(found.map(({ kind }) => kind)).toEqual(['not-signed', 'not-signed', 'not-signed']);
  });
});

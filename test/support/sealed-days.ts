import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Day } from '../../shared/domain/day.ts';
import { dayOf } from '../../shared/domain/day.ts';
import { type Instant, instantFrom } from '../../shared/domain/instant.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { Sealed } from '../../shared/domain/seal.ts';
import { placeOf, type TrailEvent } from '../../shared/domain/trail.ts';
import { raise } from '../../shared/domain/transition.ts';
import { MissingFileError } from '../../shared/usecases/errors.ts';
import type { Archive, DayFile, Sealing } from '../../shared/usecases/seal-ports.ts';
import { alice, asked, personActor, sha256 } from './records.ts';
import { afterChanges } from './stories.ts';

/** Minutes after the midnight with which 1 November 2026 begins. */
export function inNovember(minutes: number): Instant {
  return instantFrom(Date.UTC(2026, 10, 1) + minutes * 60_000);
}

/** Alice asks, and takes it back some minutes later: three events. */
export function shortLife(askedAt: Instant, withdrawnAt: Instant, reason?: Reason): readonly TrailEvent[] {
  const story = raise({ ...asked({ at: askedAt }), ...(reason && { reason }) }, sha256);
  return afterChanges(story, { type: 'withdraw', at: withdrawnAt, actor: personActor(alice) }).events;
}

export function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign: (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64'),
    isSigned: (text: string, signature: string) =>
      verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64')),
    publicKey,
  };
}

/** Sealed days in memory, which a test may tamper with. */
export function openDays() {
  const lines = new Map<string, readonly string[]>();
  const seals = new Map<Day, Sealed>();
  const keyOf = (day: Day, file: DayFile) => `${day}/${file}`;
  const archive: Archive = {
    sealed: async (day) => seals.get(day),
    lines: async function* (day, file) {
      const stands = lines.get(keyOf(day, file));
      if (stands === undefined) throw new MissingFileError(keyOf(day, file));
      yield* stands;
    },
    writeLines: async (day, file, written) => {
      const all: string[] = [];
      for await (const line of written) all.push(line);
      if (!lines.has(keyOf(day, file))) lines.set(keyOf(day, file), all);
    },
    writeSeal: async (day, sealed) => {
      if (!seals.has(day)) seals.set(day, sealed);
    },
  };
  const of = (day: Day, file: DayFile) => lines.get(keyOf(day, file)) ?? [];
  return {
    ...{ archive, seals, of },
    put: (day: Day, file: DayFile, instead: readonly string[]) => lines.set(keyOf(day, file), instead),
    copy: () => {
      const copy = openDays();
      for (const [day, sealed] of seals) {
        copy.seals.set(day, sealed);
        for (const file of ['events', 'heads'] as const) copy.put(day, file, of(day, file));
      }
      return copy;
    },
  };
}

/** What sealing needs, in memory. @param trail the events that are written already; more may be added */
export function sealingOf(trail: TrailEvent[], now: { at: Instant }) {
  const days = openDays();
  const key = keyPair();
  const alarms: string[] = [];
  let sealing: Sealing | undefined;
  const ports = {
    trail: {
      eventsOf: async function* (day: Day) {
        yield* trail
          .filter(({ at }) => dayOf(at) === day)
          .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
      },
    },
    archive: days.archive,
    ledger: {
      find: async () => sealing,
      write: async (next: Sealing) => {
        sealing = next;
      },
    },
    signer: {
      key: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      sign: async (text: string) => key.sign(text),
    },
    reporter: { failed: () => undefined, alarm: (name: string) => void alarms.push(name) },
    clock: () => now.at,
    timeLeft: () => 900_000,
    sha256,
  };
  return { ports, days, key, alarms };
}

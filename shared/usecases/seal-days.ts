import { isWhole, type Sha256 } from '../domain/audit-chain.ts';
import { type Day, dayOf, daysAfter, daysFrom, startOf } from '../domain/day.ts';
import { millisecondsBetween } from '../domain/instant.ts';
import { type DayOfChain, gatherHeads, type Manifest, rootOf, type Sealed } from '../domain/seal.ts';
import { chainOf, lineOf, type TrailEvent } from '../domain/trail.ts';
import { DayNotSealedError } from './errors.ts';
import type { Clock, Reporter } from './ports.ts';
import type { Archive, Sealing, SealLedger, Signer, TrailDays } from './seal-ports.ts';

export interface SealDaysPorts {
  readonly trail: TrailDays;
  readonly archive: Archive;
  readonly ledger: SealLedger;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly reporter: Reporter;
  /** Milliseconds until the invocation is ended. */
  readonly timeLeft: () => number;
}

/** Milliseconds after a day's end in which events of it may still be written, and its index still fill up. */
const grace = 60 * 60 * 1000;

/** Days before its first invocation in which events are looked for: an earlier one may never have run. */
const longestLookBack = 30;

/** Milliseconds. With less left, no other day is begun; the next invocation goes on. */
const enoughForOne = 120_000;

/**
 * Seals every day that is over and was not sealed yet, and answers which. The first invocation ever begins with the first
 * day that has events, within a month. Safe to repeat from any point: a day is sealed once, and what was written of it counts.
 * @throws DayNotSealedError after an alarm, when a day could not be sealed; the days after it wait
 */
export async function sealDays(ports: SealDaysPorts): Promise<readonly Day[]> {
  const sealed: Day[] = [];
  let at = await beginOnce(ports);
  while (isDue(ports, at.next) && ports.timeLeft() >= enoughForOne) {
    const day = at.next;
    await sealDay(ports, day, at).catch((cause: unknown) => {
      ports.reporter.alarm('day-not-sealed', { day });
      throw new DayNotSealedError(`${day} of the audit trail could not be sealed`, { cause });
    });
    const before = at;
    at = { ...at, next: daysAfter(day, 1) };
    await ports.ledger.write(at, before);
    sealed.push(day);
  }
  return sealed;
}

async function beginOnce({ ledger, clock, trail }: SealDaysPorts): Promise<Sealing> {
  const known = await ledger.find();
  if (known !== undefined) return known;
  const yesterday = daysAfter(dayOf(clock()), -1);
  const first = await firstWithEvents(trail, daysAfter(yesterday, -longestLookBack), yesterday);
  const begun = { first, next: first };
  await ledger.write(begun, undefined);
  return begun;
}

async function firstWithEvents(trail: TrailDays, from: Day, until: Day): Promise<Day> {
  for (const day of daysFrom(from, until)) {
    for await (const _ of trail.eventsOf(day)) return day;
  }
  return until;
}

function isDue({ clock }: SealDaysPorts, day: Day): boolean {
  return millisecondsBetween(startOf(daysAfter(day, 1)), clock()) >= grace;
}

async function sealDay(ports: SealDaysPorts, day: Day, { first }: Sealing): Promise<void> {
  const { archive, signer, sha256, clock } = ports;
  if ((await archive.sealed(day)) !== undefined) return;
  const before = day === first ? undefined : await mustBeSealed(archive, daysAfter(day, -1));
  await archive.writeLines(day, 'events', eventLines(ports, day, before));
  // What stands counts: an earlier try may have written it, and what came since is told with the next day.
  const gathered = gatherHeads();
  for await (const line of archive.lines(day, 'events')) {
    const event: TrailEvent = JSON.parse(line);
    const follows = gathered.add(event) && isWhole(event, sha256);
    // It is sealed as it is: that somebody changed the table must not be hidden by a trail that ends.
    if (!follows)
      ports.reporter.alarm('chain-broken', { day, chain: chainOf(event), seq: String(event.seq) });
  }
  const heads = gathered.heads();
  await archive.writeLines(day, 'heads', heads.map(lineOf));
  const manifest: Manifest = {
    ...{ version: 1, day, root: rootOf(heads, sha256) },
    ...(before && { previousRoot: before.manifest.root }),
    ...{ chains: heads.length, events: gathered.events(), sealedAt: clock(), key: signer.key },
  };
  await archive.writeSeal(day, { manifest, signature: await signer.sign(lineOf(manifest)) });
}

async function mustBeSealed(archive: Archive, day: Day): Promise<Sealed> {
  const sealed = await archive.sealed(day);
  if (sealed !== undefined) return sealed;
  throw new DayNotSealedError(`the seal of ${day}, which was written, is not there`);
}

// An event that was written only after its day was sealed is told first.
async function* eventLines(ports: SealDaysPorts, day: Day, before: Sealed | undefined) {
  const { trail, archive } = ports;
  if (before !== undefined) {
    const yesterday = before.manifest.day;
    const sealedUpTo = new Map<string, number>();
    for await (const line of archive.lines(yesterday, 'heads')) {
      const { chain, head }: DayOfChain = JSON.parse(line);
      sealedUpTo.set(chain, head.seq);
    }
    const isLate = (event: TrailEvent) => event.seq > (sealedUpTo.get(chainOf(event)) ?? 0);
    for await (const event of trail.eventsOf(yesterday)) if (isLate(event)) yield lineOf(event);
  }
  for await (const event of trail.eventsOf(day)) yield lineOf(event);
}

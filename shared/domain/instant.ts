import { type Brand, invalid, type Parsed, valid } from './brand.ts';
import type { Duration } from './duration.ts';

/** A moment, as ISO 8601 in UTC with milliseconds: always 24 characters, so that text order is time order. */
export type Instant = Brand<string, 'Instant'>;

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function parseInstant(text: string): Parsed<Instant> {
  return instantPattern.test(text) && namesItself(text)
    ? valid(text as Instant)
    : invalid('A moment is written in UTC with milliseconds, such as 2026-11-21T10:30:00.000Z.');
}

// `Date.parse` reads 30 February as 2 March and 24:00 as the next day.
function namesItself(text: string): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text;
}

/** @param milliseconds since the epoch */
export function instantFrom(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Milliseconds since the epoch. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function after(instant: Instant, duration: Duration): Instant {
  return instantFrom(millisecondsOf(instant) + duration * 60_000);
}

/** Whole minutes from now until then, rounded down; negative once it has passed. */
export function minutesUntil(instant: Instant, now: Instant): number {
  return Math.floor((millisecondsOf(instant) - millisecondsOf(now)) / 60_000);
}

/** Whole minutes, rounded up, so that what was begun counts. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.ceil((millisecondsOf(to) - millisecondsOf(from)) / 60_000);
}

export function millisecondsBetween(from: Instant, to: Instant): number {
  return millisecondsOf(to) - millisecondsOf(from);
}

export function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

export function secondsAfter(instant: Instant, seconds: number): Instant {
  return instantFrom(millisecondsOf(instant) + seconds * 1000);
}

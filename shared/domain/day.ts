import { type Brand, invalid, type Parsed, valid } from './brand.ts';
import { type Instant, instantFrom, millisecondsOf, parseInstant } from './instant.ts';

/** A day of the calendar in UTC, such as `2026-11-21`: text order is time order. */
export type Day = Brand<string, 'Day'>;

const dayMs = 24 * 60 * 60 * 1000;

export function parseDay(text: string): Parsed<Day> {
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseInstant(`${text}T00:00:00.000Z`).ok
    ? valid(text as Day)
    : invalid('A day is written as year, month and day, such as 2026-11-21; days begin and end in UTC.');
}

export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10) as Day;
}

/** @param days may be negative */
export function daysAfter(day: Day, days: number): Day {
  return dayOf(instantFrom(millisecondsOf(startOf(day)) + days * dayMs));
}

export function startOf(day: Day): Instant {
  return `${day}T00:00:00.000Z` as Instant;
}

/** Every day from one to another, both included; none where the second is before the first. */
export function* daysFrom(first: Day, last: Day): Generator<Day> {
  for (let day = first; day <= last; day = daysAfter(day, 1)) yield day;
}

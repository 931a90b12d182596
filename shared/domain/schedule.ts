import { type Brand, invalid, type NonEmpty, type Parsed, valid } from './brand.ts';
import { didYouMean } from './closest.ts';
import { type Instant, millisecondsOf } from './instant.ts';

/** In the order of the week; each is also what `Intl` calls the day in English, in lower case. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A time zone of the IANA database, such as `Europe/Berlin`. */
export type TimeZone = Brand<string, 'TimeZone'>;

/** A span of the day in whole minutes since midnight by the clock on the wall: from, inclusive, until, exclusive. */
export interface Hours {
  readonly from: number;
  /** Not after `from` when the span goes on past midnight; 1440 is the end of the day. */
  readonly until: number;
}

/** When a rule holds, by the clock on the wall of one zone. */
export interface Schedule {
  /** The days on which the hours begin. */
  readonly weekdays: NonEmpty<Weekday>;
  /** Without them, the whole day. */
  readonly hours?: Hours;
  readonly zone: TimeZone;
}

/** What calendar and clock on the wall of a zone show. */
export interface LocalTime {
  readonly weekday: Weekday;
  /** Since midnight. */
  readonly minute: number;
}

export const minutesOfDay = 24 * 60;

/** Whether the schedule holds at the moment. */
export function isWithin(schedule: Schedule, at: Instant): boolean {
  return holdsAt(schedule, localTime(at, schedule.zone));
}

/** Whether the schedule holds when its zone's clocks show this. */
export function holdsAt({ weekdays: days, hours }: Schedule, { weekday, minute }: LocalTime): boolean {
  if (hours === undefined) return days.includes(weekday);
  if (hours.from < hours.until) {
    return days.includes(weekday) && minute >= hours.from && minute < hours.until;
  }
  // The hours after midnight belong to the day before.
  return (
    (days.includes(weekday) && minute >= hours.from) ||
    (days.includes(dayBefore(weekday)) && minute < hours.until)
  );
}

/** The weekday and minute in the zone. `Intl` knows when each zone changes its clocks. */
export function localTime(at: Instant, zone: TimeZone): LocalTime {
  const parts = clockOf(zone).formatToParts(new Date(millisecondsOf(at)));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const weekday = weekdays.find((day) => day === part('weekday').toLowerCase());
  if (weekday === undefined) throw new Error(`unreachable: Intl names no weekday for ${at} in ${zone}`);
  return { weekday, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** Reads the name of a zone that this machine's time zone database has. */
export function parseTimeZone(text: string): Parsed<TimeZone> {
  const howToWrite = 'Write one of the IANA database, such as Europe/Berlin or UTC.';
  // `Intl` also reads offsets such as +01:00, which know no summer time.
  if (!/^[A-Za-z]/.test(text)) return invalid(`\`${text}\` is not a time zone. ${howToWrite}`);
  try {
    clockOf(text as TimeZone);
    return valid(text as TimeZone);
  } catch {
    const meant = didYouMean(text, Intl.supportedValuesOf('timeZone'));
    return invalid(`There is no time zone \`${text}\`.${meant} ${howToWrite}`);
  }
}

export const hoursPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** Reads `09:00-17:30`; `22:00-06:00` goes on past midnight, and `24:00` is the end of the day. */
export function parseHours(text: string): Parsed<Hours> {
  const match = hoursPattern.exec(text);
  if (match === null) return invalid(`\`${text}\` is no span of the day. Write it as 09:00-17:30.`);
  const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = match.slice(1).map(Number);
  const hours = { from: fromHour * 60 + fromMinute, until: untilHour * 60 + untilMinute };
  if (hours.until > minutesOfDay) return invalid(`\`${text}\` goes past 24:00, the end of the day.`);
  if (hours.from === hours.until) {
    return invalid(`\`${text}\` begins when it ends. For the whole day, leave the hours out.`);
  }
  return valid(hours);
}

export const clockFacePattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Reads `09:30` as minutes since midnight. */
export function parseClockFace(text: string): Parsed<number> {
  const match = clockFacePattern.exec(text);
  if (match === null) return invalid(`\`${text}\` is no time of the day. Write it as 09:30.`);
  return valid(Number(match[1]) * 60 + Number(match[2]));
}

/** The form that `parseHours` reads. */
export function formatHours({ from, until }: Hours): string {
  return `${clockFace(from)}-${clockFace(until)}`;
}

/** @param minute since midnight */
export function clockFace(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

export function dayBefore(weekday: Weekday): Weekday {
  return weekdays.at(weekdays.indexOf(weekday) - 1) ?? weekday;
}

// Making a clock takes a tenth of a millisecond, and a policy asks the same few zones hundreds of times.
const clocks = new Map<TimeZone, Intl.DateTimeFormat>();

/** @throws RangeError for a zone that does not exist */
function clockOf(timeZone: TimeZone): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
      ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
  clocks.set(timeZone, made);
  return made;
}

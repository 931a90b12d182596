import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/instant.ts';
import {
  formatHours,
  isWithin,
  localTime,
  parseHours,
  parseTimeZone,
  type Schedule,
  type Weekday,
  weekdays,
} from '../../../shared/domain/schedule.ts';
import { must } from '../../support/records.ts';

function schedule(days: string, hours?: string, zone = 'Europe/Berlin'): Schedule {
  const named = days.split(',') as [Weekday, ...Weekday[]];
  return {
    weekdays: days === 'all' ? weekdays : named,
    zone: must(parseTimeZone(zone)),
    ...(hours !== undefined && { hours: must(parseHours(hours)) }),
  };
}

const holds = (when: Schedule, at: string) => isWithin(when, must(parseInstant(at)));

describe('a schedule', () => {
  const office = schedule('mon,tue,wed,thu,fri', '09:00-17:30');

  it.each([
    ['2026-11-20T08:00:00.000Z', true, 'Friday 09:00, the first minute'],
    ['2026-11-20T07:59:59.999Z', false, 'Friday 08:59:59'],
    ['2026-11-20T16:29:59.999Z', true, 'Friday 17:29:59'],
    ['2026-11-20T16:30:00.000Z', false, 'Friday 17:30, which is past it'],
    ['2026-11-21T12:00:00.000Z', false, 'Saturday'],
  ])('of office hours in Berlin at %s: %s, %s', (at, expected) => {
    expect(holds(office, at)).toBe(expected);
  });

  it('is by the clock on the wall: the same hour of the day is an hour earlier in UTC in summer', () => {
    expect(holds(office, '2026-07-17T07:00:00.000Z')).toBe(true);
    expect(holds(office, '2026-07-17T15:30:00.000Z')).toBe(false);
  });

  it('past midnight belongs to the day on which it begins', () => {
    const night = schedule('fri', '22:00-06:00');
    expect(holds(night, '2026-11-20T20:59:00.000Z')).toBe(false);
    expect(holds(night, '2026-11-20T21:00:00.000Z')).toBe(true);
    expect(holds(night, '2026-11-21T04:59:00.000Z')).toBe(true);
    expect(holds(night, '2026-11-21T05:00:00.000Z')).toBe(false);
    expect(holds(night, '2026-11-20T04:00:00.000Z')).toBe(false);
  });

  it('past midnight on Sunday goes on into Monday', () => {
    expect(holds(schedule('sun', '22:00-06:00', 'UTC'), '2026-11-23T05:59:00.000Z')).toBe(true);
    expect(holds(schedule('mon', '22:00-06:00', 'UTC'), '2026-11-23T05:59:00.000Z')).toBe(false);
  });

  it('up to 24:00 holds in the last minute of the day', () => {
    const evening = schedule('sat', '18:00-24:00', 'UTC');
    expect(holds(evening, '2026-11-21T23:59:59.999Z')).toBe(true);
    expect(holds(evening, '2026-11-22T00:00:00.000Z')).toBe(false);
  });

  it('without hours holds from midnight to midnight of its zone', () => {
    const saturday = schedule('sat', undefined, 'America/New_York');
    expect(holds(saturday, '2026-11-21T04:59:00.000Z')).toBe(false);
    expect(holds(saturday, '2026-11-21T05:00:00.000Z')).toBe(true);
    expect(holds(saturday, '2026-11-22T04:59:00.000Z')).toBe(true);
  });

  it('in the hour that the spring leaves out never holds, and in the one that autumn repeats holds twice', () => {
    const early = schedule('sun', '02:00-03:00');
    const minutesHeld = (day: string) =>
      Array.from({ length: 24 * 60 }, (_, minute) =>
        new Date(Date.parse(`${day}T00:00:00.000Z`) + minute * 60_000).toISOString(),
      ).filter((at) => holds(early, at)).length;
    expect(minutesHeld('2026-03-29')).toBe(0);
    expect(minutesHeld('2026-10-25')).toBe(120);
    expect(minutesHeld('2026-11-01')).toBe(60);
  });
});

describe('the clock on the wall', () => {
  it.each([
    ['UTC', 'sat', 12 * 60],
    ['Europe/Berlin', 'sat', 13 * 60],
    ['Asia/Kolkata', 'sat', 17 * 60 + 30],
    ['Pacific/Auckland', 'sun', 60],
    ['Pacific/Honolulu', 'sat', 2 * 60],
  ])('of %s shows %s, minute %i, at noon UTC on Saturday', (zone, weekday, minute) => {
    const shown = localTime(must(parseInstant('2026-11-21T12:00:00.000Z')), must(parseTimeZone(zone)));
    expect(shown).toEqual({ weekday, minute });
  });

  it('shows midnight as the first minute of the day', () => {
    const shown = localTime(must(parseInstant('2026-11-21T00:00:00.000Z')), must(parseTimeZone('UTC')));
    expect(shown).toEqual({ weekday: 'sat', minute: 0 });
  });
});

describe('what is read', () => {
  it.each(['Europe/Atlantis', '+01:00', '', 'Berlin', '5'])('%j is no time zone', (text) => {
    expect(parseTimeZone(text)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Europe/Berlin'),
    });
  });

  it.each(['9:00-17:00', '09:00', '09:00-25:00', '09:60-10:00', '09:00-24:30', '24:00-06:00', '09:00-09:00'])(
    '%s is no span of the day',
    (text) => {
      expect(parseHours(text)).toMatchObject({ ok: false, problem: expect.stringMatching(/\.$/) });
    },
  );

  it.each(['09:00-17:30', '22:00-06:00', '00:00-24:00'])('%s is written as it was read', (text) => {
    expect(formatHours(must(parseHours(text)))).toBe(text);
  });
});

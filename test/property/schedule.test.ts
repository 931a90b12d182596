import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantFrom } from '../../shared/domain/instant.ts';
import { holdsAt, isWithin, localTime, parseTimeZone, weekdays } from '../../shared/domain/schedule.ts';
import { instants, schedules } from '../support/arbitraries.ts';
import { must } from '../support/records.ts';

// When clocks change, written down by hand, so that what `Intl` says is held to something else: the offset from UTC in
// minutes before the first change, then each change with the offset after it. https://data.iana.org/time-zones/
const changes: Readonly<
  Record<string, { before: number; changed: readonly (readonly [at: number, offset: number])[] }>
> = {
  'Europe/Berlin': {
    before: 60,
    changed: [
      [Date.UTC(2026, 2, 29, 1), 120],
      [Date.UTC(2026, 9, 25, 1), 60],
    ],
  },
  'America/New_York': {
    before: -300,
    changed: [
      [Date.UTC(2026, 2, 8, 7), -240],
      [Date.UTC(2026, 10, 1, 6), -300],
    ],
  },
  // Its summer time is half an hour.
  'Australia/Lord_Howe': {
    before: 660,
    changed: [
      [Date.UTC(2026, 3, 4, 15), 630],
      [Date.UTC(2026, 9, 3, 15, 30), 660],
    ],
  },
};

const aroundAChange = fc.constantFrom(...Object.entries(changes)).chain(([zone, { before, changed }]) =>
  fc
    .tuple(fc.constantFrom(...changed.map(([at]) => at)), fc.integer({ min: -36 * 60, max: 36 * 60 }))
    .map(([change, minutes]) => {
      const at = change + minutes * 60_000;
      const offset = changed.findLast(([since]) => since <= at)?.[1] ?? before;
      return { zone: must(parseTimeZone(zone)), at, offset };
    }),
);

it('the clock on the wall is right in the days around a change to and from summer time', () => {
  fc.assert(
    fc.property(aroundAChange, ({ zone, at, offset }) => {
      const wall = new Date(at + offset * 60_000);
      expect(localTime(instantFrom(at), zone)).toEqual({
        weekday: weekdays[(wall.getUTCDay() + 6) % 7],
        minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
      });
    }),
    { numRuns: 1000 },
  );
});

it('a schedule holds or not by what the clock on the wall shows, and by nothing else', () => {
  fc.assert(
    fc.property(schedules, instants, (schedule, at) => {
      expect(isWithin(schedule, at)).toBe(holdsAt(schedule, localTime(at, schedule.zone)));
      expect(isWithin(structuredClone(schedule), at)).toBe(isWithin(schedule, at));
    }),
  );
});

it('in a week a schedule holds for as many minutes as its hours have, on each of its days', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const week = weekdays.flatMap((weekday) =>
        Array.from({ length: 1440 }, (_, minute) => ({ weekday, minute })),
      );
      const { from, until } = schedule.hours ?? { from: 0, until: 1440 };
      const aDay = from < until ? until - from : 1440 - from + until;
      expect(week.filter((shown) => holdsAt(schedule, shown))).toHaveLength(aDay * schedule.weekdays.length);
    }),
    { numRuns: 50 },
  );
});

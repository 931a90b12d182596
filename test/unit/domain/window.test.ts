import { expect, it } from 'vitest';
import { endsSoon, nextLookAt, warningOf } from '../../../shared/domain/window.ts';
import { minutesAfterNoon } from '../../support/records.ts';
import { requestIn } from '../../support/stories.ts';

/** A window that opened at noon. */
const windowOf = (minutes: number) => ({
  ...requestIn('active').window,
  ...{ grantedAt: minutesAfterNoon(0), closesAt: minutesAfterNoon(minutes) },
});

it('a window is warned of ten minutes before its end, unless it is fifteen minutes or shorter', () => {
  expect(warningOf(windowOf(60))).toBe(minutesAfterNoon(50));
  expect(warningOf(windowOf(16))).toBe(minutesAfterNoon(6));
  expect(warningOf(windowOf(15))).toBeUndefined();
});

it('a window ends soon from its warning on, up to its end', () => {
  const soon = [49, 50, 59, 60, 90].map((minute) => endsSoon(windowOf(60), minutesAfterNoon(minute)));
  expect(soon).toEqual([false, true, true, false, false]);
  expect(endsSoon(windowOf(15), minutesAfterNoon(10))).toBe(false);
});

it('an open window is looked at when it is warned of, and when it ends', () => {
  const looks = [0, 49, 50, 60].map((minute) => nextLookAt(windowOf(60), minutesAfterNoon(minute)));
  expect(looks).toEqual([50, 50, 60, 60].map(minutesAfterNoon));
  expect(nextLookAt(windowOf(15), minutesAfterNoon(1))).toBe(minutesAfterNoon(15));
});

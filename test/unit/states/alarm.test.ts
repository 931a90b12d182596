import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openClock } from '../../../local/clock.ts';
import { alarm } from '../../../local/states/alarm.ts';
import { openStore } from '../../../local/store.ts';
import { day, temporaryDirectory } from '../../support/states.ts';

const days = day * 1000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const clock = openClock(openStore(temporaryDirectory()).collection('clock'));
  const ring = vi.fn();
  return { clock, ring, alarm: alarm(clock, ring) };
}

describe('an alarm', () => {
  it('rings at its moment, once', () => {
    const { clock, ring, alarm } = open();
    alarm.set(clock.now() + days);
    vi.advanceTimersByTime(days - 1);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(days);
    expect(ring).toHaveBeenCalledOnce();
  });

  it('set for longer than a timer can run neither rings at once nor never', () => {
    const { clock, ring, alarm } = open();
    const moment = clock.now() + 60 * days;
    alarm.set(moment);
    vi.advanceTimersByTime(24 * days);
    expect(ring).not.toHaveBeenCalled();
    ring.mockImplementation(() => alarm.set(clock.now() < moment ? moment : undefined));
    vi.advanceTimersByTime(36 * days);
    expect(clock.now()).toBe(moment);
    expect(ring).toHaveBeenCalledTimes(3);
  });

  it('set again forgets what it was set for', () => {
    const { clock, ring, alarm } = open();
    alarm.set(clock.now() + 1000);
    alarm.set(undefined);
    vi.advanceTimersByTime(days);
    expect(ring).not.toHaveBeenCalled();
  });
});

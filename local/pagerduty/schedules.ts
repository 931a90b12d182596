import type { Collection } from '../store.ts';

/** A user of PagerDuty: an account of its own, whose email is not kept in step with anybody else's. */
export interface PagerDutyUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Somebody as another system knows them; `id` is theirs there. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Schedule {
  readonly id: string;
  readonly name: string;
  /** Whoever is on call, from `onCallSince` until somebody else is. */
  readonly onCall: readonly PagerDutyUser[];
  /** Platform time, in milliseconds. */
  readonly onCallSince: number;
  readonly deleted: boolean;
}

export interface ScheduleSeed {
  readonly id: string;
  readonly name: string;
  readonly onCall: readonly Person[];
}

export interface ScheduleChange {
  readonly name?: string | undefined;
  readonly onCall?: readonly Person[] | undefined;
  readonly deleted?: boolean | undefined;
}

export interface Schedules {
  /** Deleted ones included. */
  all(): readonly Schedule[];
  /** Changes a schedule, or makes it where there is none with this id. */
  change(id: string, change: ScheduleChange): Schedule;
}

/** Seeds the schedules that the store does not know yet. @param now platform time, in milliseconds */
export function openSchedules(
  stored: Collection<Schedule>,
  seeds: readonly ScheduleSeed[],
  now: () => number,
): Schedules {
  const change = (id: string, { name, onCall, deleted }: ScheduleChange): Schedule => {
    const before = stored.get(id) ?? { id, name: id, onCall: [], onCallSince: now(), deleted: false };
    const turn = onCall && { onCall: onCall.map(userOf), onCallSince: now() };
    const schedule = { ...before, ...turn, name: name ?? before.name, deleted: deleted ?? before.deleted };
    stored.put(id, schedule);
    return schedule;
  };
  for (const { id, ...seed } of seeds) {
    if (stored.get(id) === undefined) change(id, seed);
  }
  return { all: () => stored.all().map(({ value }) => value), change };
}

function userOf({ id, name, email }: Person): PagerDutyUser {
  return { id: `P${id.slice(1)}`, name, email };
}

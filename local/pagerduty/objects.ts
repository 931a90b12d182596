import type { Inclusion } from './on-call-query.ts';
import type { OnCall } from './on-calls.ts';
import type { PagerDutyUser, Schedule } from './schedules.ts';

/** An on-call as the REST API shows one: by reference, save for what was to be included. */
export function onCallObject({ schedule, user, start, end }: OnCall, include: readonly Inclusion[]) {
  return {
    escalation_policy: reference('escalation_policy', { id: `E${schedule.id}`, name: schedule.name }),
    escalation_level: 1,
    schedule: include.includes('schedules') ? scheduleObject(schedule) : reference('schedule', schedule),
    user: include.includes('users') ? userObject(user) : reference('user', user),
    start: timestamp(start),
    end: timestamp(end),
  };
}

export function scheduleObject(schedule: Schedule) {
  const { name } = schedule;
  return { ...reference('schedule', schedule), type: 'schedule', name, time_zone: 'UTC', description: null };
}

function userObject(user: PagerDutyUser) {
  const { name, email } = user;
  return { ...reference('user', user), type: 'user', name, email, time_zone: 'UTC', role: 'user' };
}

type Kind = 'user' | 'schedule' | 'escalation_policy';

function reference(kind: Kind, { id, name }: { readonly id: string; readonly name: string }) {
  const plural = kind === 'escalation_policy' ? 'escalation_policies' : `${kind}s`;
  return {
    id,
    type: `${kind}_reference`,
    summary: name,
    self: `https://api.pagerduty.com/${plural}/${id}`,
    html_url: `https://example.pagerduty.com/${plural}/${id}`,
  };
}

/** Without milliseconds, as PagerDuty writes times. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

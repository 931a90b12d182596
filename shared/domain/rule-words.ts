import { sourceInWords } from './approver-source.ts';
import { formatDuration } from './duration.ts';
import type { Approval, Requesters, Stage } from './estate.ts';
import type { Mismatch } from './rule-match.ts';
import { clockFace, formatHours, type Schedule, type Weekday, weekdays } from './schedule.ts';

// What rules say, in parts of sentences for people. Plain text; whoever shows it escapes it.

/** Why a rule does not cover a request. */
export function mismatchInWords(mismatch: Mismatch): string {
  switch (mismatch.condition) {
    case 'cluster-wide-role':
      return `role ${mismatch.role} is cluster-wide, and the rule does not name it`;
    case 'whole-cluster':
      return `it is for ${inShort(mismatch.stated, 'or')} alone, not for the whole cluster`;
    case 'requester':
      return `it is for ${requestersInWords(mismatch.stated)}`;
    case 'schedule': {
      const { weekday, minute } = mismatch.shown;
      const now = `${dayNames[weekday]} ${clockFace(minute)}`;
      return `it holds ${scheduleInWords(mismatch.stated)}, and there it is ${now}`;
    }
    default: {
      const verb = mismatch.asked.length > 1 ? 'are' : 'is';
      const noun = `${mismatch.condition}${mismatch.asked.length > 1 ? 's' : ''}`;
      return `${noun} ${inShort(mismatch.asked)} ${verb} not ${inShort(mismatch.stated, 'or')}`;
    }
  }
}

/** Such as `members of @payments-leads, or alice@example.com`. */
export function requestersInWords({ usergroups, people }: Requesters): string {
  const groups =
    usergroups.length === 0
      ? []
      : [
          `members of ${inShort(
            usergroups.map((one) => `@${one}`),
            'or',
          )}`,
        ];
  return inShort([...groups, ...people], 'or');
}

/** Such as `Mon to Fri, 09:00-17:30 in Europe/Berlin`. */
export function scheduleInWords({ weekdays: days, hours, zone }: Schedule): string {
  const span = hours === undefined ? '' : `, ${formatHours(hours)}`;
  return `${daysInWords(days)}${span} in ${zone}`;
}

/** Such as `1 of @payments-leads`. */
export function stageInWords({ quorum, approvers }: Stage): string {
  return `${quorum} of ${either(approvers.map(sourceInWords))}`;
}

/** Who must approve: nobody, or each stage in words. */
export function stagesInWords(approval: Approval): readonly string[] {
  return approval.kind === 'automatic' ? [] : approval.stages.map(stageInWords);
}

/** What is done while nobody decides, a sentence each: the reminder, the escalation and the lapse. */
export function waitingInWords(approval: Approval): readonly string[] {
  if (approval.kind === 'automatic') return [];
  const { remindAfter, escalation, lapseAfter } = approval;
  return [
    ...(remindAfter === undefined
      ? []
      : [`Those who have not answered are reminded after ${formatDuration(remindAfter)}.`]),
    ...(escalation === undefined
      ? []
      : [
          `After ${formatDuration(escalation.after)} ${either(escalation.to.map(sourceInWords))} may approve too.`,
        ]),
    `If nobody decides, it lapses after ${formatDuration(lapseAfter)}.`,
  ];
}

/** Such as `a, b or c`. */
export function either(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

/** How many names a list shows before it only counts. */
const mostNames = 6;

/** Such as `a, b, c` or `a, b or c`, and of a long list the first: `a, b, c, d, e or 95 more`. */
export function inShort(items: readonly string[], last: ',' | 'or' = ','): string {
  const rest = items.length - mostNames + 1;
  const shown = rest > 1 ? [...items.slice(0, mostNames - 1), `${rest} more`] : items;
  return last === ',' ? shown.join(', ') : either(shown);
}

const dayNames: Readonly<Record<Weekday, string>> = {
  ...{ mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu' },
  ...{ fri: 'Fri', sat: 'Sat', sun: 'Sun' },
};

function daysInWords(days: readonly Weekday[]): string {
  const inOrder = weekdays.filter((day) => days.includes(day));
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (inOrder.length === weekdays.length) return 'every day';
  if (first === undefined || last === undefined) return 'never';
  const inOneRun = weekdays.indexOf(last) - weekdays.indexOf(first) === inOrder.length - 1;
  return inOneRun && inOrder.length > 2
    ? `${dayNames[first]} to ${dayNames[last]}`
    : inOrder.map((day) => dayNames[day]).join(', ');
}

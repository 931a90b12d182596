import type { AlarmName } from '../shared/domain/alarm-name.ts';

/** When something that the functions say becomes an alarm, and what it means in a sentence. */
export interface OwnAlarm {
  readonly meaning: string;
  /** So often within so many minutes. */
  readonly times: number;
  readonly minutes: number;
}

/** An alarm made of what AWS itself counts. */
export type AwsAlarmName =
  | 'function-failing'
  | 'function-throttled'
  | 'machine-failed'
  | 'undelivered-events'
  | 'sweep-not-running';

const once = { times: 1, minutes: 5 };
/** Sweeps come every five minutes: this is what two in a row say. */
const twiceInARow = { times: 2, minutes: 15 };

export const ownAlarms: Readonly<Record<AlarmName, OwnAlarm>> = {
  'approvals-channel-unusable': { ...once, meaning: 'Approval cards cannot be posted in their channel.' },
  'approval-waiting': {
    times: 1,
    minutes: 30,
    meaning: 'A request has waited for its approvers for an hour or more.',
  },
  'break-glass-used': { ...once, meaning: 'Somebody opened access without approval.' },
  'paging-failed': { ...once, meaning: 'PagerDuty or SNS did not take a page.' },
  'drill-failed': { ...once, meaning: 'Break-glass was tried out and did not do what it must.' },
  'close-failing': {
    times: 3,
    minutes: 15,
    meaning: 'Access that is over cannot be taken away; it is tried again.',
  },
  'window-closed-late': { ...once, meaning: 'A window stood open after its end until the sweep closed it.' },
  'access-remains': { ...once, meaning: "Somebody else's binding still gives what a window gave." },
  'orphan-removed': { ...once, meaning: 'A sweep removed access that no record allowed.' },
  'access-drifted': { ...once, meaning: 'What a window rested on was changed in the cluster.' },
  'planted-access': {
    ...once,
    meaning: 'A binding that is not ours names one of our people.',
  },
  'call-after-window': {
    ...once,
    meaning: 'A cluster was called under the name of a window that was over.',
  },
  'cluster-not-swept': { ...twiceInARow, meaning: 'Sweeps cannot look into a cluster.' },
  'day-not-sealed': { ...once, meaning: 'A day of the audit trail could not be sealed.' },
  'chain-broken': { ...once, meaning: 'Somebody changed the audit trail in the table.' },
  'slack-failing': { times: 10, minutes: 15, meaning: 'Slack keeps refusing what is asked of it.' },
};

export const awsAlarmMeanings: Readonly<Record<AwsAlarmName, string>> = {
  'function-failing': 'A function crashed or ran out of time.',
  'function-throttled': 'A function was turned away because too many ran at once.',
  'machine-failed': 'An approval or window machine ended by failing or was stopped by somebody.',
  'undelivered-events': 'What was sent to a function failed every time.',
  'sweep-not-running': 'No sweep has run for 15 minutes.',
};

/** What an alarm says: its meaning, and where it stands what to do. The path is one in this repository. */
export function describedBy(name: AlarmName | AwsAlarmName, meaning: string): string {
  return `${meaning} What to do: docs/runbooks/${name}.md`;
}

/**
 * What only people can mend or must know of. Metrics, CloudWatch alarms and runbooks go by these names, so they are
 * stable.
 */
export const alarmNames = [
  /** The channel of the cards is archived, gone, or does not have the bot. */
  'approvals-channel-unusable',
  /** A request has waited for its approvers for an hour or more. */
  'approval-waiting',
  /** Somebody opened access without approval; drills do not count. */
  'break-glass-used',
  /** A way of paging people did not take a page. */
  'paging-failed',
  /** Break-glass was tried out, and some part of it did not do what it must in an emergency. */
  'drill-failed',
  /** Access that is over could not be taken away this time. */
  'close-failing',
  /** A window was over for minutes before the sweep closed it: its machine had not. */
  'window-closed-late',
  /** A window is over, and somebody else's binding still gives what it gave. */
  'access-remains',
  /** A binding of ours stood in a cluster that nothing allowed. */
  'orphan-removed',
  /** What a window rested on was removed or changed in the cluster. */
  'access-drifted',
  /** A binding names one of our people, and is not ours. */
  'planted-access',
  /** Somebody called a cluster under the name of a window that was over. */
  'call-after-window',
  /** Two sweeps or more in a row could not look into a cluster. */
  'cluster-not-swept',
  /** A day of the audit trail is over and could not be sealed. */
  'day-not-sealed',
  /** An event in the table does not follow from the one before it: somebody changed what is only ever added to. */
  'chain-broken',
  /** Slack did not do what was asked. */
  'slack-failing',
] as const;

export type AlarmName = (typeof alarmNames)[number];

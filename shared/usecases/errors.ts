import type { PagingProblem } from '../domain/paging.ts';

/** Another writer changed the record since it was read. Read it again and judge again. */
export class StaleRecordError extends Error {
  override readonly name = 'StaleRecordError';
}

/** The record does not exist, although somebody holds its id. */
export class UnknownRequestError extends Error {
  override readonly name = 'UnknownRequestError';
}

/** The record's status does not allow the change: the caller's view of it was wrong. */
export class IllegalTransitionError extends Error {
  override readonly name = 'IllegalTransitionError';
}

/** The access entry is being deleted by the last one out. Over within two minutes at the latest: try again. */
export class EntryBusyError extends Error {
  override readonly name = 'EntryBusyError';
}

/** The cluster's entry for this principal does not tell people apart: a static or a lossy username. */
export class EntryNotUsableError extends Error {
  override readonly name = 'EntryNotUsableError';
}

/** The admission policies of the cluster do not know the name that its entry gives the person. */
export class UsernameNotFencedError extends Error {
  override readonly name = 'UsernameNotFencedError';
}

/** The cluster takes no access entries: its authentication mode is CONFIG_MAP. */
export class NoAccessEntriesError extends Error {
  override readonly name = 'NoAccessEntriesError';
}

/** The cluster's entry for this principal is one of nodes, not of people. */
export class EntryForNodesError extends Error {
  override readonly name = 'EntryForNodesError';
}

/** The access entry has an association of the policy that we did not make, or that somebody changed. */
export class PolicyTakenError extends Error {
  override readonly name = 'PolicyTakenError';
}

/** An access policy would count for others too: the principal is shared, or its entry is not ours. */
export class PolicyForOthersError extends Error {
  override readonly name = 'PolicyForOthersError';
}

/** Somebody changed the entry that we made: its username, or the groups that it gives. */
export class EntryChangedError extends Error {
  override readonly name = 'EntryChangedError';
}

/** The cluster has as many access entries as EKS allows. */
export class EntryLimitError extends Error {
  override readonly name = 'EntryLimitError';
}

/** EKS makes no entry for this principal: IAM does not have it, or EKS never lets its kind in. */
export class PrincipalRefusedError extends Error {
  override readonly name = 'PrincipalRefusedError';
}

/** The cluster has no such role. */
export class RoleMissingError extends Error {
  override readonly name = 'RoleMissingError';
}

/** The cluster has no such namespace, or it is being deleted. */
export class NamespaceMissingError extends Error {
  override readonly name = 'NamespaceMissingError';
}

/** A binding of the name we would use exists and is not ours. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
}

/** The role's rules differ from those that the approvers were asked about. */
export class RulesChangedError extends Error {
  override readonly name = 'RulesChangedError';
}

/** The time to open has passed: half an hour since the approval, or the window's own end. */
export class OpeningTooLateError extends Error {
  override readonly name = 'OpeningTooLateError';
}

/** The cluster does not say yes yet, although everything is in place. */
export class NoEvidenceError extends Error {
  override readonly name = 'NoEvidenceError';
}

/** The binding changed hands between two steps: it is gone, or another stands under its name. */
export class BindingLostError extends Error {
  override readonly name = 'BindingLostError';
}

/** The window that an extension adds time to is over, or is being closed. */
export class WindowOverError extends Error {
  override readonly name = 'WindowOverError';
}

/** PagerDuty does not say who is on call: it does not answer, or not to us. Nobody may be taken for on call then. */
export class OnCallUnknownError extends Error {
  override readonly name = 'OnCallUnknownError';
}

/** The cluster or AWS did not do what was asked; the cause says what it answered. It may next time. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';
}

/** Slack asks to be left alone for a while. */
export class RateLimitedError extends Error {
  override readonly name = 'RateLimitedError';
  /** Seconds. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}

/** No card can be shown in the channel: it is archived or gone, the bot is not in it, or the config names none. */
export class ChannelUnusableError extends Error {
  override readonly name = 'ChannelUnusableError';
  readonly channel: string;
  /** Slack's word for it. */
  readonly problem: string;

  constructor(channel: string, problem: string, options?: ErrorOptions) {
    super(`no card can be shown in channel ${channel}: ${problem}`, options);
    this.channel = channel;
    this.problem = problem;
  }
}

/** Another invocation edits the message just now, and takes its time. */
export class EditUnderWayError extends Error {
  override readonly name = 'EditUnderWayError';
}

/** Nobody could be paged in time, so a break-glass must not open. */
export class NotPagedError extends Error {
  override readonly name = 'NotPagedError';
}

/** A channel did not take a page. The message never holds its key. */
export class PagingError extends Error {
  override readonly name = 'PagingError';
  readonly problem: PagingProblem;

  constructor(message: string, problem: PagingProblem, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** A day of the audit trail is over and could not be sealed. */
export class DayNotSealedError extends Error {
  override readonly name = 'DayNotSealedError';
}

/** A file of a sealed day is not where it must be. */
export class MissingFileError extends Error {
  override readonly name = 'MissingFileError';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} is missing`, options);
    this.file = file;
  }
}

/** A file of a sealed day was cut off, or is not what its name says. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} was cut off or damaged`, options);
    this.file = file;
  }
}

import type { AlarmName } from '../domain/alarm-name.ts';
import type { ApproverSource } from '../domain/approver-source.ts';
import type { Sha256 } from '../domain/audit-chain.ts';
import type { AuditEvent } from '../domain/audit-event.ts';
import type { BreakGlassRequest } from '../domain/break-glass.ts';
import type { SlackProfile } from '../domain/identify.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import type { InStatus, MessageRef, Request } from '../domain/request.ts';
import type { Roster } from '../domain/roster.ts';
import type { Written } from '../domain/transition.ts';

// Ports that several verbs share. What only one verb needs is declared beside it.

export type Clock = () => Instant;
export type { Sha256 };

/** The records of requests, each with its chain of audit events. Reads are strongly consistent. */
export interface Requests {
  find(id: RequestId): Promise<Request | undefined>;
  /**
   * Writes a first record and its events in one transaction; `exists` when the id is taken.
   * @throws StaleRecordError while somebody else writes under that id: ask again
   */
  create(written: Written): Promise<'created' | 'exists'>;
  /** Writes the next version and its events in one transaction. @throws StaleRecordError when someone was faster */
  save(written: Written): Promise<void>;
}

/** Records that change together. */
export interface RequestPairs {
  /** Writes both, each its first or its next version, with their events in one transaction. @throws StaleRecordError */
  saveTogether(one: Written, other: Written): Promise<void>;
}

/** A record and everything that happened to it, in order. */
export interface Chronicle {
  readonly request: Request;
  readonly events: readonly AuditEvent[];
}

/** What a person may look at. Eventually consistent: a record may be missing for a second. */
export interface RequestQueries {
  /** The person's requests, newest first. */
  byRequester(
    requester: { readonly teamId: string; readonly userId: string },
    limit: number,
  ): Promise<readonly Request[]>;
  /** All of the person's requests since a moment that are open, or open unless somebody decides otherwise. */
  underWay(
    requester: { readonly teamId: string; readonly userId: string },
    since: Instant,
  ): Promise<readonly Request[]>;
  /** All of the person's requests since a moment. */
  since(
    requester: { readonly teamId: string; readonly userId: string },
    since: Instant,
  ): Promise<readonly Request[]>;
  /** The break-glass uses that nobody has reviewed yet, the oldest first. */
  unreviewed(): Promise<readonly BreakGlassRequest[]>;
  /** The requests that wait for approvers, at most 200, the one that lapses first in front. */
  pending(): Promise<readonly InStatus<'pending'>[]>;
  events(id: RequestId): Promise<readonly AuditEvent[]>;
}

/** The people and groups of the Slack workspace, as they are at the moment of asking. */
export interface Directory {
  /** @param userId of the account; or the address, of somebody who was not known by more while Slack was down */
  profile(userId: string): Promise<SlackProfile | undefined>;
  /** Which of the usergroups the account is an active member of. */
  usergroupsOf(userId: string, among: readonly UsergroupHandle[]): Promise<ReadonlySet<UsergroupHandle>>;
  /**
   * Who each of the sources of approvers stands for, in the order of the sources.
   * @throws OnCallUnknownError where a schedule is among them and PagerDuty does not answer
   */
  rostersOf(sources: readonly ApproverSource[]): Promise<readonly Roster[]>;
}

export type MachineKind = 'approval' | 'window';

/** The two state machines, each run once per request under the request's id. */
export interface Machines {
  /** Starts the machine; that it runs already is success. */
  start(kind: MachineKind, id: RequestId): Promise<void>;
  /**
   * Starts the execution that takes over from run number `run`, such as before its history is full.
   * @param quietUntil Slack asked not to be called before
   */
  startSuccessor(kind: MachineKind, id: RequestId, run: number, quietUntil?: Instant): Promise<void>;
}

/** Asks a machine's function to look at the record now, without waiting for the answer. */
export interface Waker {
  wake(kind: MachineKind, id: RequestId): Promise<void>;
}

/** Asks `open-window` to open what is on record, without its machine and without waiting for the answer. */
export interface Opener {
  open(id: RequestId): Promise<void>;
}

/** Says in Slack what the record says. Throws RateLimitedError where Slack asks for quiet. */
export interface Messenger {
  /** Posts the card that asks approvers. @throws ChannelUnusableError */
  postCard(request: Request, roleRules: RoleRulesSeen, where: CardChannel): Promise<Posted>;
  /** Whether the card still stands where people see it and where it can be edited. */
  isCardSeen(card: MessageRef): Promise<boolean>;
  /**
   * Brings a message up to the record, unless it shows that already. One that is gone counts as brought up.
   * @param shows what it shows, where that is known
   * @returns what it shows now
   */
  update(message: LiveMessage, request: Request, shows?: Fingerprint): Promise<Fingerprint>;
  /** Tells the requester, in a direct message, what became of the request; nothing where nobody is there to tell. */
  tellRequester(request: Request): Promise<Posted | undefined>;
  /** Tells the requester that the window ends soon. */
  warnRequester(request: InStatus<'active'>): Promise<Posted | undefined>;
  /** Tells the requester that the card could not be posted anywhere, so that nobody was asked. */
  tellNobodyAsked(request: InStatus<'pending'>): Promise<void>;
}

/** The channel of the cards, or the one that stands in for it. */
export type CardChannel = 'approvals' | 'fallback';

/** Stands for all that a message shows: equal where that is equal. */
export type Fingerprint = string;

export interface Posted {
  readonly place: MessageRef;
  readonly shows: Fingerprint;
}

/** A message that follows the record for as long as it stands, so that it never has a button of something over. */
export type LiveMessage =
  | { readonly kind: 'card' | 'opening' | 'alarm'; readonly place: MessageRef }
  /** The warning of this end. */
  | { readonly kind: 'ending'; readonly place: MessageRef; readonly closesAt: Instant };

/** Whether the card can vouch for what the role does in the cluster. */
export type RoleRulesSeen = 'seen' | 'unreachable';

/** Remembers what was said in Slack. Not part of the record: it says nothing about access. */
export interface Notices {
  /** What the requester was told of this, if anything: a retry must not tell it twice. */
  wasTold(id: RequestId, what: Notice): Promise<Told | undefined>;
  markTold(id: RequestId, what: Notice, told: Told): Promise<void>;
  /** What a message shows, as far as that is known. */
  shown(id: RequestId, place: MessageRef): Promise<Shown>;
  /** Writes what follows on a `Shown` that was read. @throws StaleRecordError when someone was faster */
  writeShown(id: RequestId, place: MessageRef, next: Shown): Promise<void>;
}

/** What is told once: a status, the end that is near, that nobody was asked; and of a break-glass its alarm. */
export type Notice = Request['status'] | 'ending' | 'nobody-asked' | 'alarm';

export interface Told {
  /** Where the message stands; unknown where nobody was there to tell. */
  readonly place?: MessageRef;
  /** Of `ending`: which end it was. An extension moves the end, and the new one is told again. */
  readonly closesAt?: Instant;
}

export interface Shown {
  /** Counts the writes; 0 before the first. */
  readonly writes: number;
  /** The version of the record that the message shows, and what that looks like; unknown while it is edited. */
  readonly version?: number;
  readonly shows?: Fingerprint;
  /** Nobody else edits the message before. */
  readonly busyUntil?: Instant;
}

/** Where failures that must not stop the verb are reported. Never given secrets. */
export interface Reporter {
  failed(what: string, error: unknown): void;
  /** Something that only people can mend or must know of. */
  alarm(name: AlarmName, details: Readonly<Record<string, string>>): void;
}

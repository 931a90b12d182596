import type { ApproverSource } from '../domain/approver-source.ts';
import type { Sha256 } from '../domain/audit-chain.ts';
import type { AuditEvent } from '../domain/audit-event.ts';
import type { SlackProfile } from '../domain/identify.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import type { Roster } from '../domain/roster.ts';
import type { Written } from '../domain/transition.ts';

// Ports that several verbs share. What only one verb needs is declared beside it.

export type Clock = () => Instant;
export type { Sha256 };

/** The records of requests, each with its chain of audit events. Reads are strongly consistent. */
export interface Requests {
  find(id: RequestId): Promise<Request | undefined>;
  /** Writes a first record and its events in one transaction; `exists` when the id is taken. */
  create(written: Written): Promise<'created' | 'exists'>;
  /** Writes the next version and its events in one transaction. @throws StaleRecordError when someone was faster */
  save(written: Written): Promise<void>;
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
  events(id: RequestId): Promise<readonly AuditEvent[]>;
}

/** The people and groups of the Slack workspace, as they are at the moment of asking. */
export interface Directory {
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
  /** Starts the execution that takes over from run number `run` before its history is full. */
  startSuccessor(kind: MachineKind, id: RequestId, run: number): Promise<void>;
}

/** Asks a machine's function to look at the record now, without waiting for the answer. */
export interface Waker {
  wake(kind: MachineKind, id: RequestId): Promise<void>;
}

/** Says in Slack what the record says. */
export interface Messenger {
  /** Posts the card that asks approvers. */
  postCard(request: Request, roleRules: RoleRulesSeen): Promise<{ channel: string; ts: string }>;
  /** Brings the card up to the record. A request without a card has nothing to update. */
  updateCard(request: Request): Promise<void>;
  /** Tells the requester, in a direct message, what became of the request. */
  tellRequester(request: Request): Promise<void>;
}

/** Whether the card can vouch for what the role does in the cluster. */
export type RoleRulesSeen = 'seen' | 'unreachable';

/** Remembers which statuses the requester was told of, so that a retry does not tell twice. */
export interface Notices {
  wasTold(id: RequestId, status: Request['status']): Promise<boolean>;
  markTold(id: RequestId, status: Request['status']): Promise<void>;
}

/** Where failures that must not stop the verb are reported. Never given secrets. */
export interface Reporter {
  failed(what: string, error: unknown): void;
}

import type { Asking, ThreadNote } from '../domain/askings.ts';
import type { RequestId } from '../domain/ids.ts';
import type { InStatus, MessageRef, Request } from '../domain/request.ts';

/** Speaks to approvers beside the card. */
export interface ApproverMessenger {
  /** Asks one person to decide; answers where, or nothing where Slack cannot reach them any more. */
  ask(request: InStatus<'pending'>, asking: Asking): Promise<MessageRef | undefined>;
  /** Takes the buttons off such a message, and says what became of the request. */
  settle(request: Request, message: MessageRef): Promise<void>;
  /** Says something under the card. @param people ids of accounts to notify */
  note(request: Request, note: ThreadNote, people: readonly string[]): Promise<void>;
  /** Tells the requester that nobody is known who could approve. */
  tellStranded(request: InStatus<'pending'>): Promise<void>;
}

/** What was said to approvers about a request, by a key of each thing. Not part of the record. */
export interface ApproverNotices {
  find(id: RequestId, key: string): Promise<ApproverNotice | undefined>;
  write(id: RequestId, key: string, notice: ApproverNotice): Promise<void>;
}

export interface ApproverNotice {
  /** Where it stands, if it has buttons that must go when the request is settled. */
  readonly live?: MessageRef;
}

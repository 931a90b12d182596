import type { ApiCall, UseSummary } from '../domain/api-call.ts';
import type { RequestId } from '../domain/ids.ts';
import type { MessageRef, Request } from '../domain/request.ts';

/** Whose name in a cluster stands for which windows. Eventually consistent. */
export interface Holders {
  /** The latest 25 requests whose windows the name had in the cluster, the newest first. */
  windowsOf(cluster: string, username: string): Promise<readonly RequestId[]>;
}

/** What window holders did, kept until it is told. */
export interface WindowCalls {
  /** Keeps calls of a window; the same ones kept again are kept once. */
  keep(id: RequestId, calls: readonly ApiCall[]): Promise<void>;
  all(id: RequestId): Promise<readonly ApiCall[]>;
  /** Windows with calls that were not told. */
  untold(): Promise<readonly Untold[]>;
  /** Notes that they were told, unless more have come since. */
  markTold(untold: Untold): Promise<void>;
}

export interface Untold {
  readonly id: RequestId;
  /** Stands for the calls that had come. */
  readonly mark: string;
}

/** Says in Slack what was done in a cluster. */
export interface CallTeller {
  /** Under the card. */
  tellUse(request: Request, place: MessageRef, summary: UseSummary): Promise<void>;
  /** Under the card, where there is one, and in the security channel. */
  tellLateCalls(request: Request, place: MessageRef | undefined, calls: readonly ApiCall[]): Promise<void>;
}

import type { Block, Option } from './block-kit.ts';

/*
 * What the page reads of the platform (docs/local.md). Objects of Slack, Kubernetes and EKS stay loosely typed: the page
 * shows what it finds.
 */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly tz: string;
  readonly is_bot: boolean;
  readonly is_restricted: boolean;
  readonly deleted: boolean;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly isArchived: boolean;
  readonly members: readonly string[];
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly ephemeralTo?: string;
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly editedTs?: string;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
}

/** What stands in an element. https://docs.slack.dev/reference/views#view-state */
export interface Given {
  readonly value?: string | null;
  readonly selected_option?: Option | null;
  readonly selected_options?: readonly Option[];
  readonly selected_user?: string | null;
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
}

export interface View {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly depth?: number;
  readonly title?: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly close?: { readonly text: string };
  readonly blocks: readonly Block[];
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, Given>>>> };
}

export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly onCall: readonly { readonly name: string }[];
  readonly deleted: boolean;
}

export interface Entry {
  readonly clusterName: string;
  readonly principalArn: string;
  readonly username: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Binding {
  readonly cluster: string;
  readonly binding: {
    readonly metadata: {
      readonly uid: string;
      readonly name: string;
      readonly namespace?: string;
      readonly labels?: Readonly<Record<string, string>>;
    };
    readonly roleRef: { readonly name: string };
    readonly subjects?: readonly { readonly name: string }[];
  };
}

export interface Page {
  readonly at: string;
  readonly channel: 'pagerduty' | 'sns';
  readonly severity: string;
  readonly summary: string;
  readonly status: string;
  readonly dedupKey: string;
}

export interface Execution {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  readonly state: string;
  readonly startedAt: string;
  readonly wakeAt?: string;
}

export interface MachineShape {
  readonly name: string;
  readonly startAt: string;
  readonly states: readonly {
    readonly name: string;
    readonly type: string;
    readonly next: readonly string[];
  }[];
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly userId: string;
}

export interface Request {
  readonly id: string;
  readonly status: string;
  readonly requester: Person;
  readonly requestedAt: string;
  readonly reason: string;
  readonly scope: {
    readonly cluster: string;
    readonly namespaces: readonly string[] | '*';
    readonly role: string;
  };
  readonly closesAt?: string;
  readonly lapsesAt?: string;
  readonly window?: { readonly grantedAt: string; readonly closesAt: string };
  readonly breakGlass?: { readonly review?: unknown };
}

export interface Evidence {
  readonly namespace?: string;
  readonly asked: string;
  readonly allowed: boolean;
}

export interface AuditEvent {
  readonly requestId?: string;
  readonly account?: { readonly userId: string };
  readonly seq: number;
  readonly at: string;
  readonly actor:
    | { readonly kind: 'person'; readonly person: Person }
    | { readonly kind: 'system'; readonly name: string };
  readonly fact: Readonly<Record<string, unknown>> & {
    readonly type: string;
    readonly evidence?: readonly Evidence[];
  };
}

export interface Fault {
  readonly target: string;
  readonly cluster?: string;
  readonly error?: string | number;
  readonly times: number;
}

/** What the inputs of a form hold, by block id and action id. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, Value>>>>;
export type Value = string | readonly string[] | null;

/** What came of something that a person did. */
export interface Outcome {
  readonly problem?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly options?: readonly Option[];
}

export interface Ran {
  readonly verdict: 'allowed' | 'forbidden' | 'unknown-person' | 'failed' | 'refused';
  readonly output: string;
}

import type { ServiceAccountTokens } from './authn/service-account-tokens.ts';
import type { User } from './authn/user.ts';
import type { ObjectStore } from './object-store.ts';
import type { Authorizer } from './rbac/authorizer.ts';
import type { ResourceInfo } from './request-info.ts';
import type { ResourceType } from './resources.ts';

/** What the handlers work on. */
export interface ClusterState {
  readonly name: string;
  readonly objects: ObjectStore;
  readonly authorizer: Authorizer;
  readonly tokens: ServiceAccountTokens;
  /** Platform time, in milliseconds since the epoch. */
  now(): number;
}

/** One authorized request for a resource, its body decoded but not yet checked. */
export interface Call {
  readonly cluster: ClusterState;
  readonly user: User;
  readonly info: ResourceInfo;
  readonly resource: ResourceType;
  readonly query: URLSearchParams;
  readonly mediaType: string;
  readonly body: unknown;
}

export type Reply =
  | { readonly kind: 'object'; readonly code: number; readonly body: unknown }
  | { readonly kind: 'bytes'; readonly code: number; readonly contentType: string; readonly bytes: string }
  | { readonly kind: 'stream'; readonly timeoutSeconds: number | undefined; readonly open: OpenStream };

/** Starts a stream: `send` writes one event; the answer stops it. */
export type OpenStream = (send: (event: unknown) => void) => () => void;

export const ok = (body: unknown): Reply => ({ kind: 'object', code: 200, body });
export const created = (body: unknown): Reply => ({ kind: 'object', code: 201, body });
export const text = (code: number, bytes: string): Reply => ({
  kind: 'bytes',
  code,
  contentType: 'text/plain; charset=utf-8',
  bytes,
});

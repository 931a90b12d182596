import type { InvocationError } from './invocation.ts';

/** What a function's thread is started with. */
export interface ThreadData {
  readonly name: string;
  /** The file URL of the function's module. */
  readonly moduleUrl: string;
  readonly timeoutSeconds: number;
  /** The clock's offset: see `PlatformClock.shared`. */
  readonly clockMemory: SharedArrayBuffer;
}

/** An event for the handler, as JSON text: functions share no memory with their callers. */
export interface ToThread {
  readonly id: string;
  readonly event: string;
}

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly id: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly id: string; readonly error: InvocationError };

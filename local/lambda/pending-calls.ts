import { randomUUID } from 'node:crypto';
import type { InvocationResult } from './invocation.ts';

/** The invocations under way in one thread. */
export interface PendingCalls {
  /** @param onLate called when the call has not been settled within `limitSeconds` of real time */
  open(limitSeconds: number, onLate: (id: string) => void): PendingCall;
  /** Answers a call; one that has been answered before is left alone. */
  settle(id: string, result: InvocationResult): void;
  settleAll(result: InvocationResult): void;
}

export interface PendingCall {
  readonly id: string;
  readonly result: Promise<InvocationResult>;
}

export function openPendingCalls(): PendingCalls {
  const calls = new Map<string, (result: InvocationResult) => void>();
  return {
    open: (limitSeconds, onLate) => {
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<InvocationResult>();
      const timer = setTimeout(() => onLate(id), limitSeconds * 1000);
      calls.set(id, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      return { id, result: promise };
    },
    settle: (id, result) => {
      calls.get(id)?.(result);
      calls.delete(id);
    },
    settleAll: (result) => {
      for (const settle of calls.values()) settle(result);
      calls.clear();
    },
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../store.ts';
import { type Execution, wakeUpOf } from './execution.ts';
import type { Json } from './json.ts';

/** All executions by ARN: read from memory, written through to the store. */
export interface Executions {
  find(arn: string): Execution | undefined;
  put(execution: Execution): void;
  /** In the order in which they started. */
  all(): readonly Execution[];
}

export function openExecutions(collection: Collection<Execution>): Executions {
  const byArn = new Map(collection.all().map(({ key, value }) => [key, value]));
  return {
    find: (arn) => byArn.get(arn),
    put: (execution) => {
      collection.put(execution.arn, execution);
      byArn.set(execution.arn, execution);
    },
    all: () => [...byArn.values()].sort((one, other) => one.startedAt - other.startedAt),
  };
}

/** What `executions[]` of the platform's state shows of each. */
export interface ExecutionSummary {
  readonly name: string;
  readonly machine: string;
  readonly status: Execution['status'];
  readonly state: string;
  /** ISO 8601, platform time. */
  readonly startedAt: string;
  /** ISO 8601, platform time; only while it waits. */
  readonly wakeAt?: string;
}

export function summarize(execution: Execution): ExecutionSummary {
  const { name, machine, status, state, startedAt } = execution;
  const wakeAt = wakeUpOf(execution);
  return {
    name,
    machine,
    status,
    state,
    startedAt: new Date(startedAt).toISOString(),
    ...(wakeAt === undefined ? {} : { wakeAt: new Date(wakeAt).toISOString() }),
  };
}

const nameKeptMs = 90 * 24 * 60 * 60 * 1000;

/**
 * What stands under a name that somebody wants to start: nothing, the very execution, or another one.
 * A name stays taken for 90 days after its execution has ended.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export type Claim =
  | { readonly kind: 'free' }
  | { readonly kind: 'running' | 'taken'; readonly execution: Execution };

export function claim(existing: Execution | undefined, input: Json, now: number): Claim {
  if (existing === undefined) return { kind: 'free' };
  if (existing.status !== 'RUNNING') {
    return now - existing.stoppedAt > nameKeptMs ? { kind: 'free' } : { kind: 'taken', execution: existing };
  }
  return { kind: isDeepStrictEqual(existing.input, input) ? 'running' : 'taken', execution: existing };
}

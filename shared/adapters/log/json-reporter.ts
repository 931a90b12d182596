import type { AlarmName } from '../../domain/alarm-name.ts';
import type { Reporter } from '../../usecases/ports.ts';
import { countOf } from './metric.ts';
import { requestId } from './request-id.ts';

/** Who writes. */
export interface LogSource {
  readonly function: string;
  /** Of the deployment; its metrics are counted apart. */
  readonly stage: string;
}

/**
 * Writes one JSON line per alarm, which also counts as a metric of its name, and one per failure: the error's own name,
 * message and stack, and the names of what caused it. Words and fields of SDKs' errors can carry requests, and so
 * headers, and so credentials; they never reach the log.
 */
export function jsonReporter({ stage, ...context }: LogSource): Reporter {
  const count = (name: AlarmName) => countOf(name, stage, Date.now());
  return {
    failed: (what, error) => {
      const line = { level: 'ERROR', ...context, message: `could not ${what}`, error: described(error) };
      write(isSlacks(error) ? { ...line, ...count('slack-failing') } : line);
    },
    alarm: (name, details) => write({ level: 'alarm', alarm: name, ...context, details, ...count(name) }),
  };
}

function write(line: object): void {
  process.stdout.write(`${JSON.stringify({ ...line, requestId: requestId() })}\n`);
}

// By name: the class would bring Slack's library into functions that do without it.
function isSlacks(error: unknown): boolean {
  const names = error instanceof AggregateError ? error.errors.flatMap(namesIn) : namesIn(error);
  return names.some((name) => name === 'SlackCallError' || name === 'RateLimitedError');
}

interface Described {
  readonly name: string;
  readonly message: string;
  readonly stack: readonly string[];
  readonly causedBy: readonly string[];
  /** What an AggregateError gathers. */
  readonly gathered?: readonly Described[];
}

function described(error: unknown): Described {
  if (!(error instanceof Error)) return { name: typeof error, message: '', stack: [], causedBy: [] };
  const { name, message, stack, cause } = error;
  const own = { name, message, stack: placesIn(stack), causedBy: namesIn(cause) };
  return error instanceof AggregateError ? { ...own, gathered: error.errors.map(described) } : own;
}

// A stack begins with the message; the places where it happened are what follows.
function placesIn(stack = ''): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

/** The error's name, and the names of what caused it. */
function namesIn(error: unknown): readonly string[] {
  return error instanceof Error ? [error.name, ...namesIn(error.cause)] : [];
}

import type { Reporter } from '../../usecases/ports.ts';
import { requestId } from './request-id.ts';

/**
 * Writes one JSON line per alarm, and one per failure: the error's own name, message and stack, and the names of what
 * caused it. Words and fields of SDKs' errors can carry requests, and so headers, and so credentials; they never reach
 * the log.
 */
export function jsonReporter(context: Readonly<Record<string, string>>): Reporter {
  return {
    failed: (what, error) => {
      write({ level: 'ERROR', ...context, message: `could not ${what}`, error: described(error) });
    },
    // Metric filters match these two members: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    alarm: (name, details) => write({ level: 'alarm', alarm: name, ...context, details }),
  };
}

function write(line: object): void {
  process.stdout.write(`${JSON.stringify({ ...line, requestId: requestId() })}\n`);
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
  const own = { name, message, stack: placesIn(stack), causedBy: causesOf(cause) };
  return error instanceof AggregateError ? { ...own, gathered: error.errors.map(described) } : own;
}

// A stack begins with the message; the places where it happened are what follows.
function placesIn(stack = ''): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

function causesOf(error: unknown): readonly string[] {
  return error instanceof Error ? [error.name, ...causesOf(error.cause)] : [];
}

import type { Reporter } from '../../usecases/ports.ts';

/** Writes one JSON line per failure, with the error's names and messages down its causes; never its other fields. */
export function jsonReporter(context: Readonly<Record<string, string>>): Reporter {
  return {
    failed: (what, error) => {
      const line = { level: 'ERROR', ...context, message: `could not ${what}`, causes: causesOf(error) };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
  };
}

// Errors of SDKs carry requests, and so headers, and so credentials: only names, messages and stacks are taken.
function causesOf(error: unknown): readonly { name: string; message: string; stack?: string }[] {
  if (!(error instanceof Error)) return [];
  const { name, message, stack, cause } = error;
  return [{ name, message, ...(stack === undefined ? {} : { stack }) }, ...causesOf(cause)];
}

import { setTimeout as delay } from 'node:timers/promises';

/** A function for the tests of the local Lambda service: it does what its event says. */
interface SampleEvent {
  readonly do: 'report' | 'throw' | 'throw text' | 'hang' | 'sleep' | 'print' | 'exit' | 'fail until';
  /** For `fail until`: the platform time, in milliseconds, before which it fails. */
  readonly until?: number;
}

class ClusterUnreachableError extends Error {
  override readonly name = 'ClusterUnreachableError';
}

type Handler = (event: SampleEvent, context: { functionName: string }) => Promise<unknown>;

export async function create(
  environment: Record<string, string | undefined>,
  clock: () => number,
): Promise<Handler> {
  let invocations = 0;
  return async (event, { functionName }) => {
    invocations += 1;
    switch (event.do) {
      case 'report':
        return { functionName, environment: { ...environment }, now: clock(), invocations, event };
      case 'throw':
        throw new ClusterUnreachableError('prod-eu does not answer');
      case 'throw text':
        throw 'plain text';
      case 'hang':
        return new Promise(() => setInterval(() => undefined, 1000));
      case 'sleep':
        await delay(50);
        return invocations;
      case 'print':
        process.stdout.write('to standard output\n');
        process.stderr.write('to standard error\n');
        return undefined;
      case 'exit':
        return process.exit(3);
      case 'fail until':
        if (clock() < (event.until ?? 0)) throw new ClusterUnreachableError('not yet');
        return 'at last';
    }
  };
}

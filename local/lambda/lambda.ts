import type { PlatformClock } from '../clock.ts';
import type { Metric, Metrics } from '../metrics.ts';
import type { Json } from '../states/json.ts';
import { trackWork, type Work } from '../states/work.ts';
import type { Store } from '../store.ts';
import { type AcceptedEvent, openAsyncEvents } from './async-events.ts';
import { type FunctionSpec, type Instance, startInstance } from './instance.ts';
import { failure, type Invoke } from './invocation.ts';
import { openLog } from './log.ts';

export interface LambdaOptions {
  readonly functions: readonly FunctionSpec[];
  /** The module that each thread begins with: `thread.ts`, or a bundle of it. Absolute. */
  readonly threadPath: string;
  readonly clock: PlatformClock;
  readonly store: Store;
  /** Where everything goes that functions print. */
  readonly logFile: string;
  readonly metrics: Metrics;
  /** What stands before every invocation, waited for or not. */
  readonly before?: (invoke: Invoke) => Invoke;
}

/** The local Lambda service: each function in a thread of its own, started at its first invocation and kept warm. */
export interface Lambda extends Work {
  has(functionName: string): boolean;
  readonly invoke: Invoke;
  /** Accepts an event durably and returns; a failing invocation is repeated twice, as in AWS. */
  invokeAsync(functionName: string, payload: Json): void;
  /** Starts the function's thread before its first invocation; resolves when it has loaded, or could not. */
  warm(functionName: string): Promise<void>;
  /** Delivers the events that an earlier process accepted. Call it when everything is up that functions call. */
  resume(): void;
  /** Ends the function's thread at once: what is under way answers `Lambda.Unknown`, what follows is a cold start. */
  crash(functionName: string): Promise<void>;
  /** Ends all threads. Accepted events that are not done stay for the next process. */
  stop(): Promise<void>;
}

/** What the alarm of the queue watches that takes what was dropped. */
const undelivered: Metric = {
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: 'undelivered' },
};

export function openLambda(options: LambdaOptions): Lambda {
  const { functions, threadPath, clock, store, logFile, metrics, before = (same) => same } = options;
  const specs = new Map(functions.map((spec) => [spec.name, spec]));
  const instances = new Map<string, Instance>();
  const work = trackWork();
  const log = openLog(logFile, clock.now, metrics.read);
  let stopped = false;

  function instanceOf(spec: FunctionSpec): Instance {
    const warm = instances.get(spec.name);
    if (warm !== undefined) return warm;
    const started = startInstance(spec, { threadPath, clockMemory: clock.shared, log }, () =>
      instances.delete(spec.name),
    );
    instances.set(spec.name, started);
    return started;
  }

  const invoke = before(async (functionName, payload) => {
    const spec = specs.get(functionName);
    if (spec === undefined) {
      return failure('Lambda.ResourceNotFoundException', `There is no function named ${functionName}.`);
    }
    if (stopped) return failure('Lambda.ServiceException', 'The platform is stopping.');
    return work.track(instanceOf(spec).invoke(JSON.stringify(payload)));
  });

  const asyncEvents = openAsyncEvents(
    store.collection<AcceptedEvent>('lambda-event'),
    async ({ functionName, payload }) => {
      const result = await invoke(functionName, payload);
      return stopped ? undefined : result;
    },
    ({ functionName }, reason) => {
      log.write(functionName, `An event was dropped after three failures. ${reason}`);
      metrics.count(undelivered);
    },
  );

  return {
    ...work,
    has: (functionName) => specs.has(functionName),
    invoke,
    invokeAsync: (functionName, payload) => void work.track(asyncEvents.accept(functionName, payload)),
    warm: async (functionName) => {
      const spec = specs.get(functionName);
      if (spec !== undefined) await instanceOf(spec).loaded;
    },
    resume: () => void work.track(asyncEvents.resume()),
    crash: async (functionName) => instances.get(functionName)?.end(),
    stop: async () => {
      stopped = true;
      await Promise.all([...instances.values()].map((instance) => instance.end()));
      await log.close();
    },
  };
}

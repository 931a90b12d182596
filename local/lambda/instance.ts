import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure, type InvocationResult } from './invocation.ts';
import type { Log } from './log.ts';
import { openPendingCalls } from './pending-calls.ts';
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts';

/** One function of the platform. */
export interface FunctionSpec {
  readonly name: string;
  /** Absolute path of a module that exports `create(environment, clock)`, which gives the handler or a promise of it. */
  readonly modulePath: string;
  /** All that the function finds in `process.env`; it inherits nothing. */
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds of real time that one invocation may take. */
  readonly timeoutSeconds: number;
}

/** A function's running thread. Invocations may overlap in it, where AWS would start another instance. */
export interface Instance {
  /** Resolves when the cold start is over, whether or not it succeeded. */
  readonly loaded: Promise<void>;
  /** @param event JSON text */
  invoke(event: string): Promise<InvocationResult>;
  /** Ends the thread at once; invocations under way answer `Lambda.Unknown`. */
  end(): Promise<void>;
}

// AWS gives 10 seconds to a cold start beside the time-out; a busy machine needs more.
const coldStartSeconds = 30;

/** What the threads of all functions share. */
export interface Surroundings {
  /** The module that a thread begins with. Absolute. */
  readonly threadPath: string;
  readonly clockMemory: SharedArrayBuffer;
  readonly log: Log;
}

/** @param onEnd called once, when the thread can take no more invocations */
export function startInstance(spec: FunctionSpec, surroundings: Surroundings, onEnd: () => void): Instance {
  const { name, timeoutSeconds } = spec;
  const thread = startThread(spec, surroundings);
  const calls = openPendingCalls();
  const loaded = Promise.withResolvers<void>();
  let ready = false;
  let ended = false;

  function end(reason: string): void {
    if (ended) return;
    ended = true;
    loaded.resolve();
    onEnd();
    calls.settleAll(failure('Lambda.Unknown', `The function ${name} ended: ${reason}.`));
  }

  function timeOut(id: string): void {
    calls.settle(
      id,
      failure('Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`),
    );
    end('another invocation timed out');
    void thread.terminate();
  }

  thread.on('message', (message: FromThread) => {
    if (message.kind === 'ready') {
      ready = true;
      loaded.resolve();
    } else calls.settle(message.id, resultOf(message));
  });
  thread.on('error', (error) => end(String(error)));
  thread.on('exit', (code) => end(`its thread exited with code ${code}`));

  return {
    loaded: loaded.promise,
    invoke: (event) => {
      const { id, result } = calls.open(timeoutSeconds + (ready ? 0 : coldStartSeconds), timeOut);
      thread.postMessage({ id, event } satisfies ToThread);
      return result;
    },
    end: async () => {
      end('its thread was stopped');
      await thread.terminate();
    },
  };
}

function startThread(
  { name, modulePath, environment, timeoutSeconds }: FunctionSpec,
  { threadPath, clockMemory, log }: Surroundings,
): Worker {
  const thread = new Worker(threadPath, {
    name,
    workerData: {
      name,
      moduleUrl: pathToFileURL(modulePath).href,
      timeoutSeconds,
      clockMemory,
    } satisfies ThreadData,
    env: environment,
    stdout: true,
    stderr: true,
  });
  log.follow(name, thread.stdout);
  log.follow(name, thread.stderr);
  return thread;
}

function resultOf(message: Exclude<FromThread, { kind: 'ready' }>): InvocationResult {
  if (message.kind === 'failed') return { ok: false, error: message.error };
  return { ok: true, payload: JSON.parse(message.payload) };
}

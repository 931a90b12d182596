import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure, type InvocationResult } from './invocation.ts';
import type { Log } from './log.ts';
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
  /** @param event JSON text */
  invoke(event: string): Promise<InvocationResult>;
  /** Ends the thread at once; invocations under way answer `Lambda.Unknown`. */
  end(): Promise<void>;
}

interface Call {
  readonly settle: (result: InvocationResult) => void;
  readonly timer: NodeJS.Timeout;
}

// AWS gives 10 seconds to a cold start beside the time-out; a busy machine needs more.
const coldStartSeconds = 30;

/** @param onEnd called once, when the thread can take no more invocations */
export function startInstance(
  spec: FunctionSpec,
  clockMemory: SharedArrayBuffer,
  log: Log,
  onEnd: () => void,
): Instance {
  const { name, timeoutSeconds } = spec;
  const data: ThreadData = {
    name,
    modulePath: pathToFileURL(spec.modulePath).href,
    timeoutSeconds,
    clockMemory,
  };
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    name,
    workerData: data,
    env: { ...spec.environment },
    stdout: true,
    stderr: true,
  });
  log.follow(name, thread.stdout);
  log.follow(name, thread.stderr);
  const calls = new Map<string, Call>();
  let ready = false;
  let ended = false;

  function settle(id: string, result: InvocationResult): void {
    const call = calls.get(id);
    if (call === undefined) return;
    calls.delete(id);
    clearTimeout(call.timer);
    call.settle(result);
  }

  function end(reason: string): void {
    if (ended) return;
    ended = true;
    onEnd();
    for (const id of [...calls.keys()])
      settle(id, failure('Lambda.Unknown', `The function ${name} ended: ${reason}.`));
  }

  function receive(message: FromThread): void {
    if (message.kind === 'ready') ready = true;
    else if (message.kind === 'answered')
      settle(message.id, { ok: true, payload: JSON.parse(message.payload) });
    else settle(message.id, { ok: false, error: message.error });
  }

  function timeOut(id: string): void {
    settle(id, failure('Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`));
    end('another invocation timed out');
    void thread.terminate();
  }

  thread.on('message', receive);
  thread.on('error', (error) => end(String(error)));
  thread.on('exit', (code) => end(`its thread exited with code ${code}`));

  return {
    invoke: (event) =>
      new Promise((resolve) => {
        const id = randomUUID();
        const limitSeconds = timeoutSeconds + (ready ? 0 : coldStartSeconds);
        calls.set(id, { settle: resolve, timer: setTimeout(() => timeOut(id), limitSeconds * 1000) });
        thread.postMessage({ id, event } satisfies ToThread);
      }),
    end: async () => {
      end('its thread was stopped');
      await thread.terminate();
    },
  };
}

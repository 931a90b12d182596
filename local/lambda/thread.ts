import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts';

/*
 * The inside of a function's thread. It imports the function's module once (the cold start), lets `create` wire the
 * handler with the thread's own environment and platform time, and answers each event that arrives.
 */

interface HandlerContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  getRemainingTimeInMillis(): number;
}

type Handler = (event: unknown, context: HandlerContext) => Promise<unknown>;

interface FunctionModule {
  create(environment: Record<string, string | undefined>, clock: () => number): Handler | Promise<Handler>;
}

const { name, moduleUrl, clockMemory, timeoutSeconds } = workerData as ThreadData;
const offset = new BigInt64Array(clockMemory);
const port = parentPort;
if (port === null) throw new Error('This module runs only inside a worker thread.');
const answer = (message: FromThread) => port.postMessage(message);

// A trace names the lines of the sources, not of the bundle.
process.setSourceMapsEnabled(true);
const module = (await import(moduleUrl)) as FunctionModule;
const handler = await module.create(process.env, () => Date.now() + Number(Atomics.load(offset, 0)));
answer({ kind: 'ready' });

port.on('message', ({ id, event }: ToThread) => {
  handle(id, event).then(
    (payload) => answer({ kind: 'answered', id, payload }),
    (error: unknown) => answer({ kind: 'failed', id, error: describe(error) }),
  );
});

async function handle(id: string, event: string): Promise<string> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const result = await handler(JSON.parse(event), {
    awsRequestId: id,
    functionName: name,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  return JSON.stringify(result ?? null);
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return { name: error.name, message: error.message, trace: (error.stack ?? '').split('\n') };
}

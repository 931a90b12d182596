import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** No DynamoDB-compatible server could be started. */
export class DynamoDbUnavailableError extends Error {
  override readonly name = 'DynamoDbUnavailableError';
}

export interface DynamoDbServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the DynamoDB-compatible server that npm brings, on its file in the data directory; or uses the one that
 * `DYNAMODB_ENDPOINT` names.
 * @throws DynamoDbUnavailableError
 */
export async function startDynamoDb(
  dataDirectory: string,
  endpoint: string | undefined,
): Promise<DynamoDbServer> {
  if (endpoint !== undefined) return { url: endpoint, stop: async () => {} };
  const port = await freePort();
  const file = join(dataDirectory, 'dynamodb.sqlite');
  const child = spawn(binary(), ['serve', '--port', String(port), '--db-path', file], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilUp(child, url);
  return { url, stop: () => stop(child) };
}

function binary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'dynoxide');
  } catch (cause) {
    throw new DynamoDbUnavailableError(
      `There is no DynamoDB server for ${process.platform}-${process.arch} among the packages. Run \`npm ci\`, or set DYNAMODB_ENDPOINT to a DynamoDB Local of your own.`,
      { cause },
    );
  }
}

// The server cannot choose a free port itself: with `--port 0` it reports 0.
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilUp(child: ChildProcess, url: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(20)) {
    if (child.exitCode !== null) break;
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
  }
  child.kill('SIGKILL');
  throw new DynamoDbUnavailableError(
    'The local DynamoDB server did not start within 10 seconds. Start it again.',
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

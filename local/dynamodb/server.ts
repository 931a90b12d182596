import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild } from '../processes/child.ts';
import { freePorts } from '../processes/ports.ts';

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
  // The server cannot choose a free port itself: with `--port 0` it reports 0.
  const [port] = await freePorts(1);
  const file = join(dataDirectory, 'dynamodb.sqlite');
  const child = await startChild(
    binary(),
    ['serve', '--port', String(port), '--db-path', file],
    dataDirectory,
  );
  const url = `http://127.0.0.1:${port}`;
  await waitUntilUp(child, url);
  return { url, stop: () => child.end('SIGTERM') };
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

async function waitUntilUp(child: Child, url: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(20)) {
    if (child.ended() !== undefined) break;
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
  }
  await child.end('SIGKILL');
  throw new DynamoDbUnavailableError(
    `The local DynamoDB server did not start within 10 seconds. ${child.lastLines().join(' ')}`,
  );
}

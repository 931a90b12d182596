import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeControlPlane } from '../../infra/synthesize.ts';
import { createTable } from '../../local/dynamodb/create-table.ts';
import { startDynamoDb } from '../../local/dynamodb/server.ts';
import { openTable, type Table } from '../../shared/adapters/dynamodb/table.ts';
import { raise } from '../../shared/domain/transition.ts';
import { asked, minutesAfterNoon, sha256 } from './records.ts';
import type { Story } from './stories.ts';

/** Synthesizing takes a second or two, and always comes to the same. */
let template: unknown;

/** The real DynamoDB-compatible server with one empty table as the stack declares it. */
export async function startTable(): Promise<{ table: Table; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-dynamodb-'));
  const server = await startDynamoDb(directory, process.env['DYNAMODB_ENDPOINT']);
  process.env['AWS_REGION'] = 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = server.url;
  template ??= synthesizeControlPlane({}).template;
  await createTable(template, 'records', server.url);
  const table = openTable('records');
  return {
    table,
    stop: async () => {
      table.client.destroy();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

let minute = 0;

/** A request that no other test has. */
export function fresh(): Story {
  minute += 1;
  return raise(asked({ at: minutesAfterNoon(minute) }), sha256);
}

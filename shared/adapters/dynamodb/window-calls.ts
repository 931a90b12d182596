import { PutCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiCall } from '../../domain/api-call.ts';
import { parseRequestId, type RequestId } from '../../domain/ids.ts';
import type { Untold, WindowCalls } from '../../usecases/call-ports.ts';
import { sha256 } from '../sha256.ts';
import { lostTheRace } from './conditions.ts';
import {
  callsKey,
  callsPrefix,
  requestKey,
  statusIndex,
  statusKey,
  type Table,
  timeToLiveAttribute,
} from './table.ts';

/** As many as surely fit into an item of 400 KB, with names of 253 characters. */
const callsInOne = 500;

/** Seconds for which calls are kept, for late ones to be told together with them: 30 days. */
const keptFor = 30 * 24 * 60 * 60;

const untoldStatus = 'calls-untold';

/** What holders did within windows, a few items a delivery, and one that says whether there is something to tell. */
export function dynamoWindowCalls(table: Table, now: () => number): WindowCalls {
  const put = (Item: Record<string, unknown>) =>
    table.client.send(new PutCommand({ TableName: table.name, Item }));
  return {
    keep: async (id, calls) => {
      for (let from = 0; from < calls.length; from += callsInOne) {
        const some = calls.slice(from, from + callsInOne);
        // The same delivery that comes again writes the same item.
        const mark = sha256(JSON.stringify(some));
        const ttl = Math.ceil(now() / 1000) + keptFor;
        await put({ ...callsKey(id, mark), calls: some, [timeToLiveAttribute]: ttl });
        await put({ ...callsKey(id), mark, gsi2pk: statusKey(untoldStatus), gsi2sk: id });
      }
    },
    all: (id) => allOf(table, id),
    untold: async () => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: statusIndex,
          KeyConditionExpression: 'gsi2pk = :status',
          ExpressionAttributeValues: { ':status': statusKey(untoldStatus) },
        }),
      );
      return Items.flatMap((item): Untold[] => {
        const id = parseRequestId(String(item['gsi2sk']));
        return id.ok ? [{ id: id.value, mark: String(item['mark']) }] : [];
      });
    },
    markTold: async ({ id, mark }) => {
      const told = new PutCommand({
        TableName: table.name,
        Item: { ...callsKey(id), mark },
        ConditionExpression: 'mark = :mark',
        ExpressionAttributeValues: { ':mark': mark },
      });
      await table.client.send(told).catch((error: unknown) => {
        // More calls have come: they are told by the next turn, with these.
        if (!lostTheRace(error)) throw error;
      });
    },
  };
}

async function allOf(table: Table, id: RequestId): Promise<readonly ApiCall[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :calls)',
      ExpressionAttributeValues: { ':pk': requestKey(id).pk, ':calls': callsPrefix },
    },
  );
  const found: ApiCall[] = [];
  for await (const { Items = [] } of pages)
    found.push(...Items.flatMap((item) => (item['calls'] ?? []) as ApiCall[]));
  return found;
}

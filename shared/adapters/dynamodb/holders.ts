import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { parseRequestId, type RequestId } from '../../domain/ids.ts';
import type { Request } from '../../domain/request.ts';
import type { Holders } from '../../usecases/call-ports.ts';
import type { Table } from './table.ts';

/** Holds the requests with windows, by who holds them in which cluster. */
export const holderIndex = 'byHolder';

const holderKey = (cluster: string, username: string) => `HOLDER#${cluster}#${username}`;

/** Somebody's calls come minutes after they were made, and their windows that were over by then are few. */
const mostWindows = 25;

/** What puts a record into the index, once it has a window. */
export function holderAttributes(record: Request) {
  if (!('window' in record) || record.window === undefined) return {};
  const { username, grantedAt } = record.window;
  return { gsi4pk: holderKey(record.scope.cluster, username), gsi4sk: `${grantedAt}#${record.id}` };
}

export function dynamoHolders(table: Table): Holders {
  return {
    windowsOf: async (cluster, username) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: holderIndex,
          KeyConditionExpression: 'gsi4pk = :holder',
          ExpressionAttributeValues: { ':holder': holderKey(cluster, username) },
          ScanIndexForward: false,
          Limit: mostWindows,
        }),
      );
      return Items.flatMap((item): RequestId[] => {
        const id = parseRequestId(String(item['gsi4sk']).split('#')[1] ?? '');
        return id.ok ? [id.value] : [];
      });
    },
  };
}

import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { underWay } from '../../domain/open-windows.ts';
import type { Request } from '../../domain/request.ts';
import type { RequestQueries } from '../../usecases/ports.ts';
import { requestSchema } from './request-schema.ts';
import {
  eventPrefix,
  requesterIndex,
  requesterKey,
  requestKey,
  statusIndex,
  statusKey,
  type Table,
} from './table.ts';

/** More would not fit one screen, and reading them would take longer than Slack waits. */
const mostPending = 200;

/** What people look at: their own requests, and what happened to one. */
export function dynamoRequestQueries(table: Table): RequestQueries {
  return {
    byRequester: async (requester, limit) => {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: requesterIndex,
          KeyConditionExpression: 'gsi1pk = :requester',
          ExpressionAttributeValues: { ':requester': requesterKey(requester) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return (Items ?? []).map((item) => requestSchema.parse(item['record']));
    },
    underWay: async (requester, since) => {
      const found: Request[] = [];
      const pages = paginateQuery(
        { client: table.client },
        {
          TableName: table.name,
          IndexName: requesterIndex,
          KeyConditionExpression: 'gsi1pk = :requester AND gsi1sk >= :since',
          ExpressionAttributeValues: { ':requester': requesterKey(requester), ':since': since },
        },
      );
      for await (const { Items = [] } of pages) {
        found.push(...Items.map((item) => requestSchema.parse(item['record'])));
      }
      return found.filter(({ status }) => underWay.has(status));
    },
    pending: async () => {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: statusIndex,
          KeyConditionExpression: 'gsi2pk = :pending',
          ExpressionAttributeValues: { ':pending': statusKey('pending') },
          Limit: mostPending,
        }),
      );
      const records = (Items ?? []).map((item) => requestSchema.parse(item['record']));
      return records.filter((record) => record.status === 'pending');
    },
    events: async (id) => {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
          ExpressionAttributeValues: { ':pk': requestKey(id).pk, ':event': eventPrefix },
        }),
      );
      // Events are verified by their hashes, not by a schema: what was written must be read back to the letter.
      return (Items ?? []).map((item) => item['event'] as AuditEvent);
    },
  };
}

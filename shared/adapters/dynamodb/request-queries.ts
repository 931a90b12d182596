import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEvent } from '../../domain/audit-event.ts';
import { isBreakGlass, needsReview } from '../../domain/break-glass.ts';
import type { Instant } from '../../domain/instant.ts';
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
  unreviewed,
} from './table.ts';

/** More would not fit one screen, and reading them would take longer than Slack waits. */
const mostListed = 200;

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
      const found = await requestsSince(table, requester, since);
      return found.filter(({ status }) => underWay.has(status));
    },
    since: (requester, since) => requestsSince(table, requester, since),
    unreviewed: async () => {
      const found = await Promise.all(
        (['active', 'closing', unreviewed] as const).map((status) => inStatus(table, status)),
      );
      return found
        .flat()
        .filter(isBreakGlass)
        .filter(({ breakGlass }) => needsReview(breakGlass))
        .toSorted((one, other) => (one.requestedAt < other.requestedAt ? -1 : 1));
    },

    pending: async () => {
      const records = await inStatus(table, 'pending');
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

type Requester = Parameters<RequestQueries['byRequester']>[0];

async function requestsSince(
  table: Table,
  requester: Requester,
  since: Instant,
): Promise<readonly Request[]> {
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
  return found;
}

async function inStatus(table: Table, status: Parameters<typeof statusKey>[0]): Promise<readonly Request[]> {
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: statusIndex,
      KeyConditionExpression: 'gsi2pk = :status',
      ExpressionAttributeValues: { ':status': statusKey(status) },
      Limit: mostListed,
    }),
  );
  return (Items ?? []).map((item) => requestSchema.parse(item['record']));
}

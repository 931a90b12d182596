import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { StatusWord } from '../../domain/request.ts';
import type { OpenRequest, OpenRequests } from '../../usecases/sweep-ports.ts';
import { openRequestSchema } from './request-schema.ts';
import { statusIndex, statusKey, type Table } from './table.ts';

const notOver = ['pending', 'approved', 'active', 'closing'] as const satisfies readonly StatusWord[];

/** The requests that are not over, by the sparse index that holds only those. */
export function dynamoOpenRequests(table: Table): OpenRequests {
  return {
    all: async () => {
      const found = await Promise.all(notOver.map((status) => allIn(table, status)));
      // One that changed its status between two queries is in both.
      return [...new Map(found.flat().map((request) => [request.id, request])).values()];
    },
  };
}

async function allIn(table: Table, status: StatusWord): Promise<readonly OpenRequest[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: statusIndex,
      KeyConditionExpression: 'gsi2pk = :status',
      ExpressionAttributeValues: { ':status': statusKey(status) },
    },
  );
  const found: OpenRequest[] = [];
  for await (const { Items = [] } of pages) {
    found.push(...Items.map((item) => openRequestSchema.parse(item['record'])));
  }
  return found;
}

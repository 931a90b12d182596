import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Notices } from '../../usecases/ports.ts';
import { noticeKey, type Table } from './table.ts';

/** Which statuses a requester was told of. Not part of the record: it says nothing about access. */
export function dynamoNotices(table: Table): Notices {
  return {
    wasTold: async (id, status) => {
      const Key = noticeKey(id, status);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return Item !== undefined;
    },
    markTold: async (id, status) => {
      await table.client.send(new PutCommand({ TableName: table.name, Item: noticeKey(id, status) }));
    },
  };
}

import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ApproverNotices } from '../../usecases/approver-ports.ts';
import { messageRef } from './record-parts.ts';
import { noticeKey, type Table } from './table.ts';

const noticeSchema = z.object({ live: messageRef.exactOptional() });

/** What was said to approvers beside the card. Not part of the record: it says nothing about access. */
export function dynamoApproverNotices(table: Table): ApproverNotices {
  return {
    find: async (id, key) => {
      const Key = noticeKey(id, key);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : noticeSchema.parse(Item['notice']);
    },
    write: async (id, key, notice) => {
      const Item = { ...noticeKey(id, key), notice };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
  };
}

import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseDay } from '../../domain/day.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { SealLedger } from '../../usecases/seal-ports.ts';
import { lostTheRace, notThereYet } from './conditions.ts';
import { sealKey, type Table } from './table.ts';

const schema = z.object({ first: parsed(parseDay), next: parsed(parseDay) });

/** How far the days are sealed, in one item. */
export function dynamoSealLedger(table: Table): SealLedger {
  return {
    find: async () => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: sealKey, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : schema.parse(Item);
    },
    write: async (next, before) => {
      const condition = before === undefined ? notThereYet : atDay(before.next);
      const put = new PutCommand({ TableName: table.name, Item: { ...sealKey, ...next }, ...condition });
      await table.client.send(put).catch((cause: unknown) => {
        if (!lostTheRace(cause)) throw cause;
        throw new StaleRecordError('days are being sealed by another invocation', { cause });
      });
    },
  };
}

function atDay(day: string) {
  return {
    ConditionExpression: '#next = :next',
    ExpressionAttributeNames: { '#next': 'next' },
    ExpressionAttributeValues: { ':next': day },
  };
}

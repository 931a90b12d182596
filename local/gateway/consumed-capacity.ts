import * as z from 'zod';

/** What DynamoDB bills for a call: write and read units. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
export interface Capacity {
  readonly write: number;
  readonly read: number;
}

const item = z.record(z.string(), z.unknown());
const put = z.object({ Item: item });
const requestSchema = z.object({
  Item: item.optional(),
  ConsistentRead: z.boolean().optional(),
  TransactItems: z
    .array(
      z.object({
        Put: put.optional(),
        Delete: z.unknown().optional(),
        ConditionCheck: z.unknown().optional(),
      }),
    )
    .optional(),
});

/**
 * A little more than DynamoDB counts, because an item is a few characters longer as JSON than it is there. An item of an
 * index is written a second time, and may be removed from where it stood before.
 */
export function capacityOf(operation: string, requestBody: Buffer, answerBody: Buffer): Capacity {
  const request = requestSchema.parse(JSON.parse(requestBody.toString('utf8')));
  switch (operation) {
    case 'PutItem':
      return { write: writeUnits(request.Item ?? {}), read: 0 };
    case 'DeleteItem':
      return { write: 1, read: 0 };
    case 'TransactWriteItems':
      return {
        write: 2 * sum((request.TransactItems ?? []).map(({ Put }) => (Put ? writeUnits(Put.Item) : 1))),
        read: 0,
      };
    default:
      return {
        write: 0,
        read: Math.ceil(answerBody.length / 4096) * (request.ConsistentRead === true ? 1 : 0.5),
      };
  }
}

function writeUnits(written: z.infer<typeof item>): number {
  const units = Math.ceil(JSON.stringify(written).length / 1024);
  const indexes = ['gsi1pk', 'gsi2pk'].filter((key) => key in written).length;
  return units * (1 + 2 * indexes);
}

const sum = (units: readonly number[]) => units.reduce((one, other) => one + other, 0);

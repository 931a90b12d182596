import { DeleteCommand, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseRequestId } from '../../domain/ids.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { Lease } from '../../domain/lease.ts';
import { parseClusterName } from '../../domain/scope.ts';
import type { Leases } from '../../usecases/cluster-ports.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { LeaseList } from '../../usecases/sweep-ports.ts';
import { atVersionOf, lostTheRace, notThereYet } from './conditions.ts';
import { leaseKey, type Table } from './table.ts';

const facts = z.object({
  cluster: parsed(parseClusterName),
  principalArn: z.string(),
  generation: z.string(),
  version: z.number(),
});

const leaseSchema = z.discriminatedUnion('state', [
  facts.extend({ state: z.literal('held'), holders: z.array(parsed(parseRequestId)) }),
  facts.extend({
    state: z.literal('deleting'),
    deleter: z.union([z.literal('sweep'), parsed(parseRequestId)]),
    deadline: parsed(parseInstant),
    deleters: z.array(z.number()),
    isGone: z.literal(true).exactOptional(),
  }),
]);

/** The leases of access entries in DynamoDB. */
export function dynamoLeases(table: Table): Leases & LeaseList {
  return {
    allIn: async (cluster) => {
      const pages = paginateQuery(
        { client: table.client },
        {
          TableName: table.name,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :cluster',
          ExpressionAttributeValues: { ':cluster': leaseKey(cluster, '').pk },
        },
      );
      const found: Lease[] = [];
      for await (const { Items = [] } of pages) {
        found.push(...Items.map((item) => leaseSchema.parse(item['lease'])));
      }
      return found;
    },
    find: async (cluster, principalArn) => {
      const Key = leaseKey(cluster, principalArn);
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : leaseSchema.parse(Item['lease']);
    },
    write: (lease) =>
      unlessStale(lease, () =>
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              ...leaseKey(lease.cluster, lease.principalArn),
              ...{ version: lease.version, life: lease.generation, lease },
            },
            ...(lease.version === 1 ? notThereYet : atVersionOf(lease.generation, lease.version - 1)),
          }),
        ),
      ),
    remove: (lease) =>
      unlessStale(lease, () =>
        table.client.send(
          new DeleteCommand({
            TableName: table.name,
            Key: leaseKey(lease.cluster, lease.principalArn),
            ...atVersionOf(lease.generation, lease.version),
          }),
        ),
      ),
  };
}

async function unlessStale(lease: Lease, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (!lostTheRace(cause)) throw cause;
    throw new StaleRecordError(`the lease of ${lease.principalArn} in ${lease.cluster} was changed`, {
      cause,
    });
  }
}

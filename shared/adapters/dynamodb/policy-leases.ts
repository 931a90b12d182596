import { DeleteCommand, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseAccessPolicyArn } from '../../domain/grant.ts';
import { parseRequestId } from '../../domain/ids.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { PolicyLease } from '../../domain/policy-lease.ts';
import { parseClusterName, parseNamespace } from '../../domain/scope.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { PolicyLeases } from '../../usecases/policy-ports.ts';
import type { PolicyLeaseList } from '../../usecases/sweep-ports.ts';
import { atVersionOf, lostTheRace, notThereYet } from './conditions.ts';
import { some } from './record-parts.ts';
import { policyLeaseKey, policyLeasesIn, type Table } from './table.ts';

const namespace = parsed(parseNamespace);
const schema: z.ZodType<PolicyLease> = z.object({
  cluster: parsed(parseClusterName),
  principalArn: z.string(),
  policyArn: parsed(parseAccessPolicyArn),
  madeAt: parsed(parseInstant),
  version: z.number(),
  shares: z.array(z.object({ request: parsed(parseRequestId), namespaces: some(namespace) })),
  written: z.array(z.array(namespace)),
  change: z.object({ by: parsed(parseRequestId), deadline: parsed(parseInstant) }).exactOptional(),
});

/** The leases of access policies in DynamoDB. */
export function dynamoPolicyLeases({ client, name: TableName }: Table): PolicyLeases & PolicyLeaseList {
  return {
    allIn: async (cluster) => {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :cluster',
          ExpressionAttributeValues: { ':cluster': policyLeasesIn(cluster) },
        },
      );
      const found: PolicyLease[] = [];
      for await (const { Items = [] } of pages)
        found.push(...Items.map((item) => schema.parse(item['lease'])));
      return found;
    },
    find: async (on) => {
      const Key = policyLeaseKey(on);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : schema.parse(Item['lease']);
    },
    write: (lease) => {
      const { version, madeAt: life } = lease;
      const condition = version === 1 ? notThereYet : atVersionOf(life, version - 1);
      const Item = { ...policyLeaseKey(lease), version, life, lease };
      return unlessStale(lease, () => client.send(new PutCommand({ TableName, Item, ...condition })));
    },
    remove: (lease) => {
      const Key = policyLeaseKey(lease);
      return unlessStale(lease, () =>
        client.send(new DeleteCommand({ TableName, Key, ...atVersionOf(lease.madeAt, lease.version) })),
      );
    },
  };
}

async function unlessStale(
  { policyArn, cluster }: PolicyLease,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (!lostTheRace(cause)) throw cause;
    throw new StaleRecordError(`the lease of ${policyArn} in ${cluster} was changed`, { cause });
  }
}

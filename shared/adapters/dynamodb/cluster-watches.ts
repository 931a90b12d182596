import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import type { Watched } from '../../domain/cluster-watch.ts';
import { parseClusterName } from '../../domain/scope.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { ClusterWatches } from '../../usecases/sweep-ports.ts';
import { atVersion, lostTheRace, notThereYet } from './conditions.ts';
import { head } from './record-parts.ts';
import { clusterEventKey, clusterKey, type Table } from './table.ts';
import { dayAttributes } from './trail-days.ts';

const sightings = z.array(
  z.object({ uid: z.string(), where: z.string(), role: z.string(), users: z.array(z.string()) }),
);

const watchSchema = z.object({
  cluster: parsed(parseClusterName),
  version: z.number(),
  head,
  failures: z.number(),
  planted: sightings,
  strays: sightings,
});

/** What sweeps know of clusters: each write is one transaction of the watch and its events. */
export function dynamoClusterWatches(table: Table): ClusterWatches {
  return {
    find: async (cluster) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: clusterKey(cluster), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : watchSchema.parse(Item['watch']);
    },
    save: (watched) => save(table, watched),
  };
}

async function save(table: Table, { watch, events }: Watched): Promise<void> {
  const { cluster, version } = watch;
  const condition = version === 1 ? notThereYet : atVersion(version - 1);
  const puts = [
    { Item: { ...clusterKey(cluster), version, watch }, ...condition },
    ...events.map((event) => ({
      Item: { ...clusterEventKey(cluster, event.seq), ...dayAttributes(event), clusterEvent: event },
      ...notThereYet,
    })),
  ];
  try {
    const TransactItems = puts.map((put) => ({ Put: { TableName: table.name, ...put } }));
    await table.client.send(new TransactWriteCommand({ TransactItems }));
  } catch (cause) {
    if (!lostTheRace(cause)) throw cause;
    throw new StaleRecordError(`what is known of cluster ${cluster} was changed by another sweep`, { cause });
  }
}

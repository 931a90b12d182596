import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { parseInstant } from '../../domain/instant.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { Notices, Shown, Told } from '../../usecases/ports.ts';
import { atVersion, lostTheRace, notThereYet } from './conditions.ts';
import { noticeKey, shownKey, type Table } from './table.ts';

const instant = parsed(parseInstant);

const toldSchema: z.ZodType<Told> = z.object({
  place: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  closesAt: instant.exactOptional(),
});

const shownSchema: z.ZodType<Shown> = z.object({
  writes: z.number(),
  version: z.number().exactOptional(),
  shows: z.string().exactOptional(),
  busyUntil: instant.exactOptional(),
});

/** What was said in Slack, beside the record it was said of. */
export function dynamoNotices(table: Table): Notices {
  const read = async (Key: ReturnType<typeof noticeKey>) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
    );
    return Item;
  };
  return {
    wasTold: async (id, what) => {
      const item = await read(noticeKey(id, what));
      return item === undefined ? undefined : toldSchema.parse(item['told'] ?? {});
    },
    markTold: async (id, what, told) => {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...noticeKey(id, what), told } }),
      );
    },
    shown: async (id, place) => {
      const item = await read(shownKey(id, place));
      return item === undefined ? { writes: 0 } : shownSchema.parse(item['shown']);
    },
    writeShown: async (id, place, next) => {
      const put = new PutCommand({
        TableName: table.name,
        Item: { ...shownKey(id, place), version: next.writes, shown: next },
        ...(next.writes === 1 ? notThereYet : atVersion(next.writes - 1)),
      });
      await table.client.send(put).catch((cause: unknown) => {
        if (!lostTheRace(cause)) throw cause;
        throw new StaleRecordError(`a message of ${id} was edited by someone else`, { cause });
      });
    },
  };
}

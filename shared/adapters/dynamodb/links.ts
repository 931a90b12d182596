import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, millisecondsOf } from '../../domain/instant.ts';
import { type Link, pinKey, type WrittenLink } from '../../domain/link.ts';
import type { Account } from '../../domain/person.ts';
import { StaleRecordError } from '../../usecases/errors.ts';
import type { LinkCodes, Links, SpentCode } from '../../usecases/link-ports.ts';
import { atVersion, lostTheRace, notThereYet } from './conditions.ts';
import { head, instant } from './record-parts.ts';
import { linkCodeKey, linkEventKey, linkKey, pinItemKey, type Table, timeToLiveAttribute } from './table.ts';
import { dayAttributes } from './trail-days.ts';

const facts = z.object({
  teamId: z.string(),
  userId: z.string(),
  version: z.number().int().positive(),
  head,
  pin: z.object({ arn: z.string(), sessionName: z.string().exactOptional() }),
  at: instant,
});

const linkSchema: z.ZodType<Link> = z.discriminatedUnion('status', [
  facts.extend({ status: z.literal('linked'), email: z.string() }),
  facts.extend({ status: z.literal('unpinned') }),
  facts.extend({ status: z.literal('unlinked') }),
]);

const holderSchema = z.object({ teamId: z.string(), userId: z.string() });

const codeSchema = z.object({
  teamId: z.string(),
  userId: z.string(),
  email: z.string(),
  expiresAt: instant,
  spent: z.literal(true).exactOptional(),
});

/** The links in DynamoDB: each write is one transaction of the record, its event, and whose the identity is. */
export function dynamoLinks(table: Table): Links {
  return {
    find: async (account) => {
      const item = await read(table, linkKey(account));
      return item === undefined ? undefined : linkSchema.parse(item['link']);
    },
    holderOf: async (pin) => {
      const item = await read(table, pinItemKey(pinKey(pin)));
      return item?.['holder'] === undefined ? undefined : holderSchema.parse(item['holder']);
    },
    save: async (written, spent) => {
      const { link } = written;
      const TransactItems = [
        ...recordItems(table, written),
        ...pinItems(table, link),
        ...codeItems(table, spent),
      ];
      try {
        await table.client.send(new TransactWriteCommand({ TransactItems }));
      } catch (cause) {
        if (!lostTheRace(cause)) throw cause;
        throw new StaleRecordError(`the link of ${link.userId} was changed by someone else`, { cause });
      }
    },
  };
}

/** The codes in DynamoDB, which removes them some time after their end. */
export function dynamoLinkCodes(table: Table): LinkCodes {
  return {
    issue: async (hash, code) => {
      const Item = { ...linkCodeKey(hash), issued: code, [timeToLiveAttribute]: secondsOf(code.expiresAt) };
      await table.client.send(new PutCommand({ TableName: table.name, Item, ...notThereYet }));
    },
    find: async (hash) => {
      const item = await read(table, linkCodeKey(hash));
      return item === undefined ? undefined : codeSchema.parse(item['issued']);
    },
  };
}

const secondsOf = (instant: Instant) => Math.ceil(millisecondsOf(instant) / 1000);

async function read(table: Table, Key: { readonly pk: string; readonly sk: string }) {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
  );
  return Item;
}

function recordItems({ name: TableName }: Table, { link, event }: WrittenLink) {
  const { version } = link;
  const condition = version === 1 ? notThereYet : atVersion(version - 1);
  const eventItem = { ...linkEventKey(link, event.seq), ...dayAttributes(event), event };
  return [
    { Put: { TableName, Item: { ...linkKey(link), version, link }, ...condition } },
    { Put: { TableName, Item: eventItem, ...notThereYet } },
  ];
}

// Whose an AWS identity is stands under the identity: two accounts can never have it, however they race.
function pinItems({ name: TableName }: Table, { pin, status, teamId, userId }: Link) {
  const key = pinItemKey(pinKey(pin));
  if (status === 'unpinned') return [];
  if (status === 'unlinked') return [{ Put: { TableName, Item: key } }];
  const holder: Account = { teamId, userId };
  return [
    {
      Put: {
        TableName,
        Item: { ...key, holder },
        ConditionExpression: 'attribute_not_exists(holder) OR holder = :holder',
        ExpressionAttributeValues: { ':holder': holder },
      },
    },
  ];
}

function codeItems({ name: TableName }: Table, spent: SpentCode | undefined) {
  if (spent === undefined) return [];
  const { hash, issued } = spent;
  return [
    {
      Put: {
        TableName,
        Item: {
          ...linkCodeKey(hash),
          issued: { ...issued, spent: true },
          [timeToLiveAttribute]: secondsOf(issued.expiresAt),
        },
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(issued.spent)',
      },
    },
  ];
}

import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Day, dayOf } from '../../domain/day.ts';
import { placeOf, type TrailEvent } from '../../domain/trail.ts';
import type { TrailDays } from '../../usecases/seal-ports.ts';
import type { Table } from './table.ts';

/** Holds the audit events, by the day on which they happened. */
export const dayIndex = 'byDay';

const dayKey = (day: Day) => `DAY#${day}`;

/** What puts an event's item into the index of its day. */
export function dayAttributes(event: TrailEvent) {
  return { gsi3pk: dayKey(dayOf(event.at)), gsi3sk: placeOf(event) };
}

/** The events by their days, in order, a page at a time. Eventually consistent, as an index is. */
export function dynamoTrailDays(table: Table): TrailDays {
  return { eventsOf: (day) => eventsOf(table, day) };
}

async function* eventsOf(table: Table, day: Day): AsyncGenerator<TrailEvent> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: dayIndex,
      KeyConditionExpression: 'gsi3pk = :day',
      ExpressionAttributeValues: { ':day': dayKey(day) },
    },
  );
  for await (const { Items = [] } of pages) {
    // Verified by their hashes, not by a schema: what was written must be read back to the letter.
    for (const item of Items) yield (item['event'] ?? item['clusterEvent']) as TrailEvent;
  }
}

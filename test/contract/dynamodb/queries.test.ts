import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoRequestQueries } from '../../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import { eventKey, type Table } from '../../../shared/adapters/dynamodb/table.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { fresh, startTable } from '../../support/dynamodb.ts';
import { alice, asked, bySystem, member, minutesAfterNoon, sha256 } from '../../support/records.ts';
import { afterChanges } from '../../support/stories.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

describe('what people look at', () => {
  it("a person's requests come newest first, up to the limit, and nobody else's", async () => {
    const requests = dynamoRequests(table);
    const written = [fresh(), fresh(), fresh()];
    for (const each of written) await requests.create(each);
    const mine = await dynamoRequestQueries(table).byRequester(alice.person, 2);
    expect(mine.map(({ id }) => id)).toEqual([written[2]?.request.id, written[1]?.request.id]);
    expect(await dynamoRequestQueries(table).byRequester({ teamId: 'T', userId: 'nobody' }, 5)).toEqual([]);
  });

  it("a person's requests under way are all found, however many are over, and none from before the moment", async () => {
    const requests = dynamoRequests(table);
    const by = member('grace');
    const asks = Array.from({ length: 20 }, (_, place) =>
      raise(asked({ by, at: minutesAfterNoon(1000 + place) }), sha256),
    );
    for (const [place, story] of asks.entries()) {
      await requests.create(story);
      if (place % 2 === 0) continue;
      const lapse = { type: 'lapse', ...bySystem('advance-approval', 2000) } as const;
      const { request, events } = afterChanges(story, lapse);
      await requests.save({ request, events: events.slice(story.events.length) });
    }
    const found = await dynamoRequestQueries(table).underWay(by.person, minutesAfterNoon(1002));
    const expected = asks.filter((_, place) => place >= 2 && place % 2 === 0);
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ request }) => request.id));
  });

  it('what waits for approvers is found, what lapses first in front, and no longer once it is over', async () => {
    const requests = dynamoRequests(table);
    const [over, sooner, later] = [fresh(), fresh(), fresh()];
    for (const story of [later, over, sooner]) await requests.create(story);
    const lapse = { type: 'lapse', ...bySystem('advance-approval', 2000) } as const;
    const { request, events } = afterChanges(over, lapse);
    await requests.save({ request, events: events.slice(over.events.length) });
    const ours = new Set([over, sooner, later].map((story) => story.request.id));
    const found = (await dynamoRequestQueries(table).pending()).filter(({ id }) => ours.has(id));
    expect(found.map(({ id }) => id)).toEqual([sooner.request.id, later.request.id]);
  });

  it('events come in the order in which they happened, past the ninth', async () => {
    const { request } = fresh();
    const Items = Array.from({ length: 12 }, (_, place) => ({
      ...eventKey(request.id, place + 1),
      event: { seq: place + 1 },
    }));
    for (const Item of Items.toReversed()) {
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    const events = await dynamoRequestQueries(table).events(request.id);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoRequestQueries } from '../../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { type RequestId, requestIdFromHash } from '../../../shared/domain/ids.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { startTable } from '../../support/dynamodb.ts';
import { extendedStory, extensionStory } from '../../support/extensions.ts';
import { noon, sha256 } from '../../support/records.ts';
import { type Story, storyUpTo } from '../../support/stories.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

let ids = 0;
/** An id that no other test has. */
function newId(): RequestId {
  ids += 1;
  return requestIdFromHash(sha256(`record ${ids}`));
}

describe('an extension and its request', () => {
  it.each<[string, Story]>([
    ['open, with an extension under way', extendedStory()],
    ...(['pending', 'approved', 'applied', 'failed', 'window-over'] as const).map(
      (status): [string, Story] => [`an extension, ${status}`, extensionStory(status)],
    ),
  ])('are read back as they were written: %s', async (_, { request }) => {
    const written = { ...request, id: newId(), version: 1 };
    await requests().create({ request: written, events: [] });
    expect(await requests().find(written.id)).toEqual(written);
  });

  const requests = () => dynamoRequests(table);
  const queries = () => dynamoRequestQueries(table);

  /** An open request of its own, and two who want to note an extension in it. */
  async function twoWriters() {
    const open = storyUpTo('active');
    const id = newId();
    const request = { ...open.request, id, version: 1 };
    await requests().create({ request, events: [] });
    const writers = ['one', 'two'].map((name) => {
      const extension = requestIdFromHash(sha256(`${id} ${name}`));
      const child = { ...extensionStory('pending').request, id: extension, extends: id, version: 1 };
      const events = raisedEvents(extension);
      return { child, written: { request: child, events }, noted: { ...request, extension, version: 2 } };
    });
    return { id, writers };
  }

  const raisedEvents = (requestId: RequestId) =>
    extensionStory('pending').events.map((event) => ({ ...event, requestId }));

  it('are written together, and the extension is not listed among what the person has', async () => {
    const { id, writers } = await twoWriters();
    const [{ child, written, noted } = unreachable()] = writers;
    await requests().saveTogether(written, { request: noted, events: [] });
    expect(await requests().find(id)).toEqual(noted);
    expect(await requests().find(child.id)).toEqual(child);
    expect(await queries().events(child.id)).toEqual(written.events);
    const listed = await queries().byRequester(child.requester, 100);
    expect(listed.map((each) => each.id)).toContain(id);
    expect(listed.map((each) => each.id)).not.toContain(child.id);
    const underWay = await queries().underWay(child.requester, noon);
    expect(underWay.map((each) => each.id)).not.toContain(child.id);
  });

  it('are written by one of two at once; the loser leaves neither record nor event', async () => {
    const { id, writers } = await twoWriters();
    const outcomes = await Promise.allSettled(
      writers.map(({ written, noted }) => requests().saveTogether(written, { request: noted, events: [] })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.findIndex(({ status }) => status === 'rejected');
    expect(outcomes[lost]).toMatchObject({ reason: expect.any(StaleRecordError) });
    const loser = writers[lost]?.child.id ?? unreachable();
    expect(await requests().find(loser)).toBeUndefined();
    expect(await queries().events(loser)).toEqual([]);
    expect((await requests().find(id))?.extension).not.toBe(loser);
  });
});

function unreachable(): never {
  throw new Error('there are two writers');
}

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dynamoRequestQueries } from '../../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import { eventKey, type Table } from '../../../shared/adapters/dynamodb/table.ts';
import { verifyChain } from '../../../shared/domain/audit-chain.ts';
import { consideredOf } from '../../../shared/domain/roster.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { recordFirst } from '../../../shared/usecases/record-change.ts';
import { fresh, startTable } from '../../support/dynamodb.ts';
import {
  bobTheLead,
  durationOf,
  manyAccounts,
  minutesAfterNoon,
  sha256,
  usergroup,
} from '../../support/records.ts';
import {
  afterChanges,
  approval,
  attendedStory,
  interruptedStory,
  type RequestStatus,
  revokedStory,
  storyUpTo,
} from '../../support/stories.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

/** What AWS answers while another transaction is under way; the local server never does. */
const conflict = new TransactionCanceledException({
  $metadata: {},
  message: 'Transaction cancelled',
  CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
});

describe('a record', () => {
  it('is read back as it was written', async () => {
    const requests = dynamoRequests(table);
    const written = fresh();
    expect(await requests.create(written)).toBe('created');
    expect(await requests.find(written.request.id)).toEqual(written.request);
  });

  it('is read back with what was asked first, where an approver allowed less', async () => {
    const written = fresh();
    const requests = dynamoRequests(table);
    await requests.create(written);
    const less = { scope: written.request.scope, duration: durationOf('30m') };
    const { request } = afterChanges(written, approval(bobTheLead, written.request.requestedAt, true, less));
    await requests.save({ request, events: [] });
    expect(await requests.find(request.id)).toEqual(request);
    expect(request.asked).toMatchObject({ duration: durationOf('1h') });
  });

  it.each<RequestStatus>([
    'pending',
    'approved',
    'active',
    'closing',
    'ended',
    'denied',
    'lapsed',
    'withdrawn',
    'failed',
  ])('is read back in status %s', async (status) => {
    const { request } = storyUpTo(status);
    const Item = { pk: `REQUEST#${request.id}`, sk: 'RECORD', version: request.version, record: request };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    expect(await dynamoRequests(table).find(request.id)).toEqual(request);
  });

  it.each([
    ['revoked, with who and why', revokedStory().request],
    ['released in the middle of opening', interruptedStory().request],
    ['attended to while it waited', attendedStory().request],
  ])('is read back when it was %s', async (_, request) => {
    const Item = { pk: `REQUEST#${request.id}`, sk: 'RECORD', version: request.version, record: request };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    expect(await dynamoRequests(table).find(request.id)).toEqual(request);
  });

  it('that was never written is not found', async () => {
    expect(await dynamoRequests(table).find(fresh().request.id)).toBeUndefined();
  });

  it('is created once: the second writer of the same id is told that it exists', async () => {
    const requests = dynamoRequests(table);
    const written = fresh();
    const answers = await Promise.all([1, 2, 3].map(() => requests.create(written)));
    expect(answers.toSorted()).toEqual(['created', 'exists', 'exists']);
  });

  it('takes one of two changes that were made from the same version, and the loser leaves no event', async () => {
    const requests = dynamoRequests(table);
    const story = fresh();
    await requests.create(story);
    const changed = afterChanges(story, approval(bobTheLead, minutesAfterNoon(60), true));
    const events = changed.events.slice(story.events.length);
    const outcomes = await Promise.allSettled([
      requests.save({ request: changed.request, events }),
      requests.save({ request: changed.request, events }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(StaleRecordError);
    const stored = await dynamoRequestQueries(table).events(story.request.id);
    expect(stored).toEqual(changed.events);
    expect(verifyChain(stored, changed.request.head, sha256)).toMatchObject({ sound: true });
  });

  it('is not written when its audit event cannot be: they are one transaction', async () => {
    const requests = dynamoRequests(table);
    const story = fresh();
    await requests.create(story);
    const changed = afterChanges(story, approval(bobTheLead, minutesAfterNoon(60), true));
    const squatter = { ...eventKey(story.request.id, changed.request.head.seq), event: 'in the way' };
    await table.client.send(new PutCommand({ TableName: table.name, Item: squatter }));
    const events = changed.events.slice(story.events.length);
    await expect(requests.save({ request: changed.request, events })).rejects.toBeInstanceOf(
      StaleRecordError,
    );
    expect(await requests.find(story.request.id)).toEqual(story.request);
  });

  it('is written with an approval that was considered among 80,000 people', async () => {
    const requests = dynamoRequests(table);
    const story = fresh();
    await requests.create(story);
    const rosters = Array.from({ length: 40 }, (_, number) => {
      const source = usergroup(`crowd-${number}`);
      return { source, found: true, members: manyAccounts(2_000) } as const;
    });
    const considered = consideredOf(rosters);
    const at = minutesAfterNoon(60);
    const changed = afterChanges(story, { ...approval(bobTheLead, at, true), judged: { considered } });
    await requests.save({ request: changed.request, events: changed.events.slice(story.events.length) });
    const stored = await dynamoRequestQueries(table).events(story.request.id);
    expect(stored).toEqual(changed.events);
    expect(JSON.stringify(stored.at(-1)).length).toBeLessThan(200_000);
  });

  it('that meets another transaction in AWS counts as lost, not as failed', async () => {
    const story = fresh();
    const send = vi.spyOn(table.client, 'send').mockRejectedValueOnce(conflict as never);
    await expect(dynamoRequests(table).save(story)).rejects.toBeInstanceOf(StaleRecordError);
    send.mockRestore();
  });

  it('of a first record that meets another one is asked again: neither may have been written', async () => {
    const requests = dynamoRequests(table);
    const story = fresh();
    const send = vi.spyOn(table.client, 'send').mockRejectedValueOnce(conflict as never);
    expect(await recordFirst(requests, story)).toEqual(story.request);
    send.mockRestore();
    expect(await requests.find(story.request.id)).toEqual(story.request);
  });

  it('of a first record that lost to another one finds that one', async () => {
    const requests = dynamoRequests(table);
    const story = fresh();
    await requests.create(story);
    const send = vi.spyOn(table.client, 'send').mockRejectedValueOnce(conflict as never);
    expect(await recordFirst(requests, { ...story, request: { ...story.request, version: 7 } })).toEqual(
      story.request,
    );
    send.mockRestore();
  });
});

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { synthesizeControlPlane } from '../../../infra/synthesize.ts';
import { dynamoApproverNotices } from '../../../shared/adapters/dynamodb/approver-notices.ts';
import { dynamoLeases } from '../../../shared/adapters/dynamodb/leases.ts';
import { dynamoNotices } from '../../../shared/adapters/dynamodb/notices.ts';
import { dynamoPolicyLeases } from '../../../shared/adapters/dynamodb/policy-leases.ts';
import { dynamoRequestQueries } from '../../../shared/adapters/dynamodb/request-queries.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import { eventKey, type Table } from '../../../shared/adapters/dynamodb/table.ts';
import { verifyChain } from '../../../shared/domain/audit-chain.ts';
import { parseAccessPolicyArn } from '../../../shared/domain/grant.ts';
import { acquire, release } from '../../../shared/domain/lease.ts';
import { addShare, settleChange } from '../../../shared/domain/policy-lease.ts';
import { consideredOf } from '../../../shared/domain/roster.ts';
import { parseNamespace } from '../../../shared/domain/scope.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { recordFirst } from '../../../shared/usecases/record-change.ts';
import { startTable } from '../../support/dynamodb.ts';
import {
  alice,
  asked,
  bobTheLead,
  bySystem,
  durationOf,
  manyAccounts,
  member,
  minutesAfterNoon,
  must,
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
  ({ table, stop } = await startTable(synthesizeControlPlane({}).template));
});
afterAll(() => stop());

let minute = 0;
/** A request that no other test has. */
const fresh = () => {
  minute += 1;
  return raise(asked({ at: minutesAfterNoon(minute) }), sha256);
};

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
    const { request } = afterChanges(written, approval(bobTheLead, minutesAfterNoon(minute), true, less));
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

describe('a lease', () => {
  const arn = 'arn:aws:iam::111122223333:role/people';
  const join = (lease: Parameters<typeof acquire>[0], holder: ReturnType<typeof fresh>['request']) => {
    const { cluster } = holder.target;
    const acquired = acquire(lease, {
      cluster,
      principalArn: arn,
      holder: holder.id,
      newGeneration: holder.id,
    });
    if (acquired.outcome !== 'held') throw new Error('it is being deleted');
    return acquired.lease;
  };

  it('is started by one of two, and the other is told that it came late', async () => {
    const leases = dynamoLeases(table);
    const [one, other] = [join(undefined, fresh().request), join(undefined, fresh().request)];
    const outcomes = await Promise.allSettled([leases.write(one), leases.write(other)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const held = await leases.find(one.cluster, arn);
    expect([one, other]).toContainEqual(held);
    if (held !== undefined) await leases.remove(held);
  });

  it('of an access policy is read back as it was written, and written over what was read alone', async () => {
    const leases = dynamoPolicyLeases(table);
    const { request } = fresh();
    const policyArn = must(
      parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'),
    );
    const on = { cluster: request.scope.cluster, principalArn: arn, policyArn };
    const share = { request: request.id, namespaces: [must(parseNamespace('payments'))] as const };
    const begun = addShare(undefined, on, share, { now: minutesAfterNoon(1), deadline: minutesAfterNoon(2) });
    if (begun.outcome !== 'change') throw new Error('the first share is a change');
    await leases.write(begun.lease);
    await expect(leases.write(begun.lease)).rejects.toBeInstanceOf(StaleRecordError);
    expect(await leases.find(on)).toEqual(begun.lease);
    const settled = settleChange(begun.lease);
    if (settled === undefined) throw new Error('a share is left');
    await leases.write(settled);
    expect(await leases.find(on)).toEqual(settled);
    await expect(leases.remove(begun.lease)).rejects.toBeInstanceOf(StaleRecordError);
    await leases.remove(settled);
    expect(await leases.find(on)).toBeUndefined();
  });

  it('is removed only at the version that was read', async () => {
    const leases = dynamoLeases(table);
    const { request } = fresh();
    const held = join(undefined, request);
    await leases.write(held);
    const deleting = release(held, request.id, minutesAfterNoon(1), minutesAfterNoon(2));
    if (deleting.outcome !== 'delete-entry') throw new Error('the last one out deletes');
    await leases.write(deleting.lease);
    await expect(leases.remove(held)).rejects.toBeInstanceOf(StaleRecordError);
    expect(await leases.find(held.cluster, arn)).toEqual(deleting.lease);
    await leases.remove(deleting.lease);
    expect(await leases.find(held.cluster, arn)).toBeUndefined();
  });
});

const place = { channel: 'C0REQUESTS', ts: '1.000001' };

describe('a notice', () => {
  it('is remembered for its request and status alone', async () => {
    const notices = dynamoNotices(table);
    const { id } = fresh().request;
    expect(await notices.wasTold(id, 'active')).toBeUndefined();
    await notices.markTold(id, 'active', {});
    await notices.markTold(id, 'active', { place });
    await notices.markTold(id, 'ending', { place, closesAt: minutesAfterNoon(60) });
    expect(await notices.wasTold(id, 'active')).toEqual({ place });
    expect(await notices.wasTold(id, 'ending')).toEqual({ place, closesAt: minutesAfterNoon(60) });
    expect(await notices.wasTold(id, 'ended')).toBeUndefined();
  });
});

describe('what a message shows', () => {
  it('is remembered for each message, and written only by whoever knows what stands there', async () => {
    const notices = dynamoNotices(table);
    const { id } = fresh().request;
    expect(await notices.shown(id, place)).toEqual({ writes: 0 });
    await notices.writeShown(id, place, { writes: 1, busyUntil: minutesAfterNoon(1) });
    const second = { writes: 2, version: 3, shows: 'a hash', busyUntil: minutesAfterNoon(0) };
    await notices.writeShown(id, place, second);
    expect(await notices.shown(id, place)).toEqual(second);
    expect(await notices.shown(id, { ...place, ts: '2.000001' })).toEqual({ writes: 0 });
    for (const writes of [1, 2]) {
      const late = notices.writeShown(id, place, { writes });
      await expect(late).rejects.toBeInstanceOf(StaleRecordError);
    }
  });
});

it('what was said to an approver is remembered under its key, with the place of its buttons', async () => {
  const notices = dynamoApproverNotices(table);
  const { id } = fresh().request;
  const live = { channel: 'D0BOB', ts: '1.0' };
  expect(await notices.find(id, 'reminder-U0BOB')).toBeUndefined();
  await notices.write(id, 'reminder-U0BOB', { live });
  expect(await notices.find(id, 'reminder-U0BOB')).toEqual({ live });
  await notices.write(id, 'reminder-U0BOB', {});
  expect(await notices.find(id, 'reminder-U0BOB')).toEqual({});
  expect(await notices.find(id, 'reminder-U0CAROL')).toBeUndefined();
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoClusterWatches } from '../../../shared/adapters/dynamodb/cluster-watches.ts';
import { dynamoLeases } from '../../../shared/adapters/dynamodb/leases.ts';
import { dynamoOpenRequests } from '../../../shared/adapters/dynamodb/open-requests.ts';
import { dynamoPolicyLeases } from '../../../shared/adapters/dynamodb/policy-leases.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { observe } from '../../../shared/domain/cluster-watch.ts';
import { parseAccessPolicyArn } from '../../../shared/domain/grant.ts';
import { acquire } from '../../../shared/domain/lease.ts';
import { addShare } from '../../../shared/domain/policy-lease.ts';
import type { ClusterName, Namespace } from '../../../shared/domain/scope.ts';
import { raise } from '../../../shared/domain/transition.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { startTable } from '../../support/dynamodb.ts';
import { asked, bySystem, minutesAfterNoon, must, noon, sha256 } from '../../support/records.ts';
import { afterChanges, bindingsMade, storyUpTo } from '../../support/stories.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

const cluster = 'prod-eu' as ClusterName;
const moment = { at: noon, sha256 };
const sighting = {
  uid: 'u1',
  where: 'payments/later',
  role: 'edit',
  users: ['k8s-access:alice@example.com'],
};

describe('the requests that are not over', () => {
  it('are found whatever their status, and one that is over is not', async () => {
    const requests = dynamoRequests(table);
    const pending = raise(asked({ at: minutesAfterNoon(1) }), sha256);
    await requests.create(pending);
    const story = storyUpTo('active');
    // Each version is written over the one before, as their writers do.
    await requests.create({ ...story, request: { ...story.request, version: 1 } });
    const open = dynamoOpenRequests(table);
    const ids = (await open.all()).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([pending.request.id, story.request.id].toSorted());
    const lost = afterChanges(pending, {
      ...bySystem('sweep', 2),
      ...{ type: 'lapse', loss: { kind: 'account', code: 'deactivated' } },
    });
    await requests.save({ request: lost.request, events: lost.events.slice(-1) });
    expect((await open.all()).map(({ id }) => id)).toEqual([story.request.id]);
    expect(await requests.find(pending.request.id)).toEqual(lost.request);
  });
});

describe('a record', () => {
  it.each([
    ['of drift', { cause: 'drift', found: [{ of: 'binding', where: 'payments/b', problem: 'missing' }] }],
    ['of a loss', { cause: 'deactivated', loss: { kind: 'requirement', rule: 'r' }, lostAt: noon }],
  ] as const)('%s is read back as it was written, with an orphan that was found later', async (_, ending) => {
    const active = storyUpTo('active');
    const [binding] = bindingsMade(active.request);
    if (binding === undefined) throw new Error('a window has a binding');
    const closed = afterChanges(
      active,
      { ...bySystem('sweep', 20), type: 'begin-close', ...ending },
      { ...bySystem('close-window', 21), type: 'end', removed: [], evidence: [] },
      { ...bySystem('sweep', 30), type: 'find-orphan', binding },
    );
    const id = raise(asked({ at: minutesAfterNoon(40 + ending.cause.length) }), sha256).request.id;
    const request = { ...closed.request, id, version: 1 };
    await dynamoRequests(table).create({ request, events: [] });
    expect(await dynamoRequests(table).find(id)).toEqual(request);
  });
});

describe('what is known of a cluster', () => {
  it('is written with its events, by one of two sweeps', async () => {
    const watches = dynamoClusterWatches(table);
    expect(await watches.find(cluster)).toBeUndefined();
    const first = observe(undefined, cluster, { reached: true, planted: [sighting], strays: [] }, moment);
    if (first === undefined) throw new Error('something was planted');
    await watches.save(first);
    expect(await watches.find(cluster)).toEqual(first.watch);
    await expect(watches.save(first)).rejects.toBeInstanceOf(StaleRecordError);
    const next = observe(first.watch, cluster, { reached: false, why: 'It did not answer.' }, moment);
    if (next === undefined) throw new Error('it did not answer');
    await watches.save(next);
    expect(await watches.find(cluster)).toMatchObject({ version: 2, failures: 1, planted: [sighting] });
  });
});

it('the leases of a cluster are listed, and those of no other', async () => {
  const leases = dynamoLeases(table);
  const holder = raise(asked(), sha256).request.id;
  for (const [name, principalArn] of [
    ['prod-eu', 'arn:one'],
    ['prod-eu', 'arn:two'],
    ['prod-eu-2', 'arn:one'],
  ] as const) {
    const held = { cluster: name as ClusterName, principalArn, holder, newGeneration: 'g' };
    const { lease } = acquire(undefined, held);
    await leases.write(lease);
  }
  expect((await leases.allIn(cluster)).map(({ principalArn }) => principalArn)).toEqual([
    'arn:one',
    'arn:two',
  ]);
});

it('the leases of access policies of a cluster are listed apart from those of entries', async () => {
  const leases = dynamoPolicyLeases(table);
  const { id } = raise(asked(), sha256).request;
  const policyArn = must(parseAccessPolicyArn('arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'));
  const share = { request: id, namespaces: ['payments' as Namespace] as const };
  const times = { now: noon, deadline: minutesAfterNoon(2) };
  for (const name of ['prod-eu', 'prod-eu-2']) {
    const on = { cluster: name as ClusterName, principalArn: 'arn:one', policyArn };
    const turn = addShare(undefined, on, share, times);
    if (turn.outcome !== 'change') throw new Error('the first share is a change');
    await leases.write(turn.lease);
  }
  expect(await leases.allIn(cluster)).toMatchObject([{ cluster: 'prod-eu', shares: [share] }]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoLeases } from '../../../shared/adapters/dynamodb/leases.ts';
import { dynamoNotices } from '../../../shared/adapters/dynamodb/notices.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import { type Instant, instantFrom } from '../../../shared/domain/instant.ts';
import { acquire, takeOver } from '../../../shared/domain/lease.ts';
import { raise } from '../../../shared/domain/transition.ts';
import type { Leases } from '../../../shared/usecases/cluster-ports.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import type { Notices, RequestPairs, Requests } from '../../../shared/usecases/ports.ts';
import { startTable } from '../../support/dynamodb.ts';
import { Gate } from '../../support/in-memory/gate.ts';
import { leasesIn, noticesIn, Records, requestsIn } from '../../support/in-memory/records.ts';
import { asked, bobTheLead, minutesAfterNoon, sha256 } from '../../support/records.ts';
import { afterChanges, approval } from '../../support/stories.ts';

// What unit tests and the simulation keep in memory must refuse what the table refuses, or they prove nothing.

interface Kept {
  readonly requests: Requests & RequestPairs;
  readonly leases: Leases;
  readonly notices: Notices;
}

const records = new Records();
const memory: Kept = {
  requests: requestsIn(records, new Gate()),
  leases: leasesIn(records, new Gate()),
  notices: noticesIn(records, new Gate()),
};
let inTable: Kept;
let stop: () => Promise<void>;
beforeAll(async () => {
  const { table, stop: stopTable } = await startTable();
  inTable = { requests: dynamoRequests(table), leases: dynamoLeases(table), notices: dynamoNotices(table) };
  stop = stopTable;
});
afterAll(() => stop());

const stale = { name: StaleRecordError.name };
let minute = 0;
const fresh = () => {
  minute += 1;
  return raise(asked({ at: minutesAfterNoon(minute) }), sha256);
};
const approved = (written: ReturnType<typeof fresh>) =>
  afterChanges(written, approval(bobTheLead, minutesAfterNoon(minute), true));

describe.each([
  ['in memory', () => memory],
  ['in the table', () => inTable],
] as const)('what is kept %s', (_, kept) => {
  it('creates a record once, and keeps the first', async () => {
    const { requests } = kept();
    const written = fresh();
    expect(await requests.create(written)).toBe('created');
    expect(await requests.create(approved(written))).toBe('exists');
    expect(await requests.find(written.request.id)).toEqual(written.request);
  });

  it('saves only the version after the one that stands', async () => {
    const { requests } = kept();
    const written = fresh();
    await expect(requests.save(approved(written))).rejects.toMatchObject(stale);
    await requests.create(written);
    const next = onlyLast(approved(written));
    await requests.save(next);
    await expect(requests.save(next)).rejects.toMatchObject(stale);
    expect(await requests.find(written.request.id)).toEqual(next.request);
  });

  it('saves two together, or neither', async () => {
    const { requests } = kept();
    const [one, other] = [fresh(), fresh()];
    await requests.create(one);
    const next = onlyLast(approved(one));
    await requests.save(next);
    await expect(requests.saveTogether(other, next)).rejects.toMatchObject(stale);
    expect(await requests.find(other.request.id)).toBeUndefined();
  });

  it('writes a lease only over the version before it, and removes it only at its own', async () => {
    const { leases } = kept();
    const { request } = fresh();
    const principalArn = `arn:aws:iam::111122223333:role/${request.id}`;
    const wanted = {
      cluster: request.target.cluster,
      principalArn,
      holder: request.id,
      newGeneration: 'one',
    };
    const acquired = acquire(undefined, wanted);
    if (acquired.outcome !== 'held') throw new Error('nobody holds it');
    await leases.write(acquired.lease);
    await expect(leases.write(acquired.lease)).rejects.toMatchObject(stale);
    const deadline: Instant = instantFrom(0);
    const deleting = {
      ...acquired.lease,
      state: 'deleting',
      deleter: request.id,
      deadline,
      deleters: [2],
    } as const;
    const next = takeOver(deleting, request.id);
    await leases.write(next);
    await expect(leases.remove(acquired.lease)).rejects.toMatchObject(stale);
    await leases.remove(next);
    expect(await leases.find(request.target.cluster, principalArn)).toBeUndefined();
  });

  it('writes what a message shows only after what was read of it', async () => {
    const { notices } = kept();
    const { request } = fresh();
    const place = { channel: 'C0APPROVALS', ts: '1.0' };
    await notices.writeShown(request.id, place, { writes: 1, version: 1, shows: 'first' });
    await expect(notices.writeShown(request.id, place, { writes: 1 })).rejects.toMatchObject(stale);
    expect(await notices.shown(request.id, place)).toMatchObject({ writes: 1, shows: 'first' });
  });
});

/** The last change alone, as a verb writes it. */
function onlyLast(written: ReturnType<typeof approved>): ReturnType<typeof approved> {
  return { request: { ...written.request, version: 2 }, events: written.events.slice(-1) };
}

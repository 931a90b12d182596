import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoLinkCodes, dynamoLinks } from '../../../shared/adapters/dynamodb/links.ts';
import { linkCodeKey, type Table, timeToLiveAttribute } from '../../../shared/adapters/dynamodb/table.ts';
import { linked, type Pin, unlinked, unpinned } from '../../../shared/domain/link.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { startTable } from '../../support/dynamodb.ts';
import { alice, bob, by, engineerRole, minutesAfterNoon, sha256, someReason } from '../../support/records.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

const on = by(alice, 1);
let people = 0;
/** A person and an AWS identity that no other test has. */
function fresh(): { person: Person; pin: Pin } {
  people += 1;
  return {
    person: { ...alice.person, userId: `U${people}` },
    pin: { arn: engineerRole, sessionName: `session-${people}` },
  };
}

describe('a link', () => {
  it('is read back as it was written, and its identity is the account’s', async () => {
    const links = dynamoLinks(table);
    const { person, pin } = fresh();
    expect(await links.find(person)).toBeUndefined();
    expect(await links.holderOf(pin)).toBeUndefined();
    const { link, event } = linked(undefined, { person, pin }, on, sha256);
    await links.save({ link, event });
    expect(await links.find(person)).toEqual(link);
    const { teamId, userId } = person;
    expect(await links.holderOf({ ...pin, sessionName: pin.sessionName?.toUpperCase() ?? '' })).toEqual({
      teamId,
      userId,
    });
  });

  it('keeps its identity while unpinned, and frees it when security takes it away', async () => {
    const links = dynamoLinks(table);
    const { person, pin } = fresh();
    const first = linked(undefined, { person, pin }, on, sha256);
    await links.save(first);
    if (first.link.status !== 'linked') throw new Error('unreachable');
    const second = unpinned(first.link, 'new@example.com', on, sha256);
    await links.save(second);
    expect(await links.holderOf(pin)).toMatchObject({ userId: person.userId });
    await links.save(unlinked(second.link, someReason, on, sha256));
    expect(await links.holderOf(pin)).toBeUndefined();
    const other = fresh().person;
    await links.save(linked(undefined, { person: other, pin }, on, sha256));
    expect(await links.holderOf(pin)).toMatchObject({ userId: other.userId });
  });

  it('of two accounts that take one identity at once, one gets it', async () => {
    const links = dynamoLinks(table);
    const { person, pin } = fresh();
    const other = fresh().person;
    const both = [person, other].map((one) => linked(undefined, { person: one, pin }, on, sha256));
    const tried = await Promise.allSettled(both.map((written) => links.save(written)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = tried.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: expect.any(StaleRecordError) });
    const standing = await Promise.all([links.find(person), links.find(other)]);
    expect(standing.filter((link) => link !== undefined)).toHaveLength(1);
  });

  it('is not written over by somebody who read an older one', async () => {
    const links = dynamoLinks(table);
    const { person, pin } = fresh();
    await links.save(linked(undefined, { person, pin }, on, sha256));
    await expect(links.save(linked(undefined, { person, pin }, on, sha256))).rejects.toThrow(
      StaleRecordError,
    );
  });
});

describe('a code', () => {
  const issued = { teamId: 'T1', userId: 'U1', email: bob.person.email, expiresAt: minutesAfterNoon(10) };

  it('is found by its hash, and links once', async () => {
    const links = dynamoLinks(table);
    const codes = dynamoLinkCodes(table);
    expect(await codes.find('hash-1')).toBeUndefined();
    await codes.issue('hash-1', issued);
    expect(await codes.find('hash-1')).toEqual(issued);
    const stored = new GetCommand({ TableName: table.name, Key: linkCodeKey('hash-1') });
    const { Item } = await table.client.send(stored);
    expect(Item?.[timeToLiveAttribute]).toBe(Date.parse(issued.expiresAt) / 1000);
    const spent = { hash: 'hash-1', issued };
    const one = fresh();
    await links.save(linked(undefined, one, on, sha256), spent);
    expect(await codes.find('hash-1')).toEqual({ ...issued, spent: true });
    const other = fresh();
    await expect(links.save(linked(undefined, other, on, sha256), spent)).rejects.toThrow(StaleRecordError);
    expect(await links.find(other.person)).toBeUndefined();
  });

  it('that was never issued links nothing', async () => {
    const links = dynamoLinks(table);
    const spent = { hash: 'hash-2', issued };
    await expect(links.save(linked(undefined, fresh(), on, sha256), spent)).rejects.toThrow(StaleRecordError);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoApproverNotices } from '../../../shared/adapters/dynamodb/approver-notices.ts';
import { dynamoNotices } from '../../../shared/adapters/dynamodb/notices.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { StaleRecordError } from '../../../shared/usecases/errors.ts';
import { fresh, startTable } from '../../support/dynamodb.ts';
import { minutesAfterNoon } from '../../support/records.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

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

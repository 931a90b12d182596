import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoHolders } from '../../../shared/adapters/dynamodb/holders.ts';
import { dynamoRequests } from '../../../shared/adapters/dynamodb/requests.ts';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { dynamoTrailDays } from '../../../shared/adapters/dynamodb/trail-days.ts';
import { dynamoWindowCalls } from '../../../shared/adapters/dynamodb/window-calls.ts';
import type { ApiCall } from '../../../shared/domain/api-call.ts';
import { dayOf } from '../../../shared/domain/day.ts';
import { startTable } from '../../support/dynamodb.ts';
import { alice, minutesAfterNoon, noon } from '../../support/records.ts';
import { endedAt, openedAt } from '../../support/window-calls.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, stop } = await startTable());
});
afterAll(() => stop());

const story = endedAt(openedAt(noon), minutesAfterNoon(30));
const { id } = story.request;
const calls = Array.from({ length: 600 }, (_, number): ApiCall => {
  const name = `a-pod-${'x'.repeat(240)}`;
  return {
    id: `${number}`,
    at: noon,
    verb: 'get',
    resource: 'pods',
    namespace: 'payments',
    name,
    allowed: true,
  };
});

describe('who held windows', () => {
  it('is found by the name in the cluster, also once the window is over; and by nobody else’s', async () => {
    await dynamoRequests(table).create(story);
    const holders = dynamoHolders(table);
    expect(await holders.windowsOf('prod-eu', alice.principal.username)).toEqual([id]);
    expect(await holders.windowsOf('staging-eu', alice.principal.username)).toEqual([]);
    expect(await holders.windowsOf('prod-eu', 'k8s-access:bob@example.com')).toEqual([]);
  });
});

describe('the events of a day', () => {
  it('come in the order in which they happened, and no others', async () => {
    const found = [];
    for await (const event of dynamoTrailDays(table).eventsOf(dayOf(noon))) found.push(event);
    expect(found).toEqual(story.events);
    for await (const _ of dynamoTrailDays(table).eventsOf(dayOf(minutesAfterNoon(24 * 60))))
      expect.unreachable();
  });
});

describe('calls within windows', () => {
  it('of a large delivery are kept and found, once however often they come, until they are told', async () => {
    const kept = dynamoWindowCalls(table, Date.now);
    await kept.keep(id, calls);
    await kept.keep(id, calls);
    expect(await kept.all(id)).toHaveLength(calls.length);
    const [untold, ...others] = await kept.untold();
    expect(others).toEqual([]);
    if (untold === undefined) throw new Error('there is something to tell');
    expect(untold.id).toBe(id);
    await kept.markTold({ ...untold, mark: 'before more came' });
    expect(await kept.untold()).toEqual([untold]);
    await kept.markTold(untold);
    expect(await kept.untold()).toEqual([]);
  });
});

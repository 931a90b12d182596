import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PagerDuty, startPagerDuty } from '../../../local/pagerduty/pagerduty.ts';
import type { Person } from '../../../local/pagerduty/schedules.ts';
import { openStore, type Store } from '../../../local/store.ts';
import { pagingIn } from '../../support/paging.ts';

const person = (name: string): Person => ({
  id: `U0${name.toUpperCase()}`,
  name,
  email: `${name}@example.com`,
});

let directory: string;
let store: Store;
let pagerDuty: PagerDuty;
let now: number;

const start = () =>
  startPagerDuty({
    ...{ store, now: () => now, apiToken: 'a-token' },
    ...{ routingKeys: {}, pages: pagingIn(store).pages },
    schedules: [{ id: 'PLATFRM', name: 'platform primary', onCall: [person('carol')] }],
  });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pagerduty-'));
  store = openStore(directory);
  now = Date.parse('2026-11-21T10:00:00Z');
  pagerDuty = await start();
});

afterEach(async () => {
  await pagerDuty.stop();
  store.close();
  rmSync(directory, { recursive: true });
});

const accepted = {
  authorization: 'Token token=a-token',
  accept: 'application/vnd.pagerduty+json;version=2',
};

interface OnCalls {
  readonly oncalls: readonly { readonly user: { readonly summary: string } }[];
}

const get = async (path: string, headers: Record<string, string> = accepted) => {
  const answer = await fetch(`${pagerDuty.url}${path}`, { headers });
  return { status: answer.status, json: (await answer.json()) as OnCalls };
};

const names = async (path: string) => (await get(path)).json.oncalls.map((each) => each.user.summary);

describe('who is on call', () => {
  it('is told by reference, with the schedule and the time', async () => {
    expect(await get('/oncalls?schedule_ids[]=PLATFRM')).toEqual({
      status: 200,
      json: {
        oncalls: [
          {
            escalation_policy: expect.objectContaining({ type: 'escalation_policy_reference' }),
            escalation_level: 1,
            schedule: expect.objectContaining({ id: 'PLATFRM', summary: 'platform primary' }),
            user: expect.not.objectContaining({ email: expect.anything() }),
            start: '2026-11-21T10:00:00Z',
            end: '2026-11-28T10:00:00Z',
          },
        ],
        ...{ limit: 25, offset: 0, more: false, total: null },
      },
    });
  });

  it('is told with email where users are included', async () => {
    const { json } = await get('/oncalls?schedule_ids%5B%5D=PLATFRM&include%5B%5D=users');
    expect(json.oncalls[0]?.user).toMatchObject({
      ...{ id: 'P0CAROL', type: 'user', name: 'carol', email: 'carol@example.com' },
    });
  });

  it('follows a change, platform time and a restart', async () => {
    pagerDuty.schedules.change('PLATFRM', { onCall: [person('bob')] });
    now += 8 * 24 * 3_600_000;
    await pagerDuty.stop();
    pagerDuty = await start();
    const { json } = await get('/oncalls');
    expect(json.oncalls).toMatchObject([
      { user: { summary: 'bob' }, start: '2026-11-28T10:00:00Z', end: '2026-12-05T10:00:00Z' },
    ]);
  });

  it('is asked for a time, which covers every turn that it touches and none before the first', async () => {
    const range = (since: string, until: string) => get(`/oncalls?since=${since}&until=${until}`);
    expect((await range('2026-11-22T00:00:00Z', '2026-12-06T00:00:00%2B01:00')).json.oncalls).toMatchObject([
      { start: '2026-11-21T10:00:00Z', end: '2026-12-12T10:00:00Z' },
    ]);
    expect((await range('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z')).json.oncalls).toEqual([]);
  });

  it('is nobody for a schedule that is unknown, deleted or empty, without a word', async () => {
    pagerDuty.schedules.change('PEMPTY', { name: 'nobody' });
    expect(await names('/oncalls?schedule_ids[]=PEMPTY')).toEqual([]);
    expect(await names('/oncalls?schedule_ids[]=PNEVER')).toEqual([]);
    pagerDuty.schedules.change('PLATFRM', { deleted: true });
    expect(await names('/oncalls?schedule_ids[]=PLATFRM')).toEqual([]);
  });

  it('comes in pages that together hold everybody once', async () => {
    const everybody = ['alice', 'bob', 'carol', 'dave', 'erin'];
    pagerDuty.schedules.change('PLATFRM', { onCall: everybody.map(person) });
    const page = (offset: number) => get(`/oncalls?limit=2&offset=${offset}`);
    expect((await page(0)).json).toMatchObject({ limit: 2, offset: 0, more: true });
    expect((await page(4)).json).toMatchObject({ limit: 2, offset: 4, more: false });
    const pages = [0, 2, 4].map((offset) => names(`/oncalls?limit=2&offset=${offset}`));
    expect((await Promise.all(pages)).flat()).toEqual(everybody);
  });
});

describe('a schedule', () => {
  it('is read by its id, and is not found once it is deleted', async () => {
    expect(await get('/schedules/PLATFRM')).toMatchObject({
      status: 200,
      json: { schedule: { id: 'PLATFRM', type: 'schedule', name: 'platform primary' } },
    });
    pagerDuty.schedules.change('PLATFRM', { deleted: true });
    const notFound = { status: 404, json: { error: { message: 'Not Found', code: 2100 } } };
    expect(await get('/schedules/PLATFRM')).toEqual(notFound);
    expect(await get('/schedules/PNEVER')).toEqual(notFound);
  });
});

describe('a call', () => {
  it.each([
    { ...accepted, authorization: 'Token token=another' },
    { ...accepted, authorization: 'Bearer a-token' },
    { accept: accepted.accept },
  ])('with the credentials %o is refused with 401', async (headers) => {
    expect(await get('/oncalls', headers)).toMatchObject({ status: 401, json: { error: {} } });
  });

  it.each([
    '/oncalls?limit=0',
    '/oncalls?limit=101',
    '/oncalls?since=yesterday',
    '/oncalls?since=2026-11-22T00:00:00Z&until=2026-11-21T00:00:00Z',
    '/oncalls?schedule_ids=PLATFRM',
    '/oncalls?include[]=everything',
  ])('%s is refused with 400 and what is wrong', async (path) => {
    expect(await get(path)).toMatchObject({
      status: 400,
      json: { error: { code: 2001, errors: [expect.any(String)] } },
    });
  });

  it('without the version in Accept is refused', async () => {
    const headers = { ...accepted, accept: 'application/json' };
    expect(await get('/oncalls', headers)).toMatchObject({ status: 400 });
  });
});

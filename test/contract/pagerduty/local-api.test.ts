import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pagerDutyRoutes } from '../../../local/pagerduty/local-api.ts';
import { openSchedules } from '../../../local/pagerduty/schedules.ts';
import { NotInWorkspace } from '../../../local/slack/errors.ts';
import { openStore } from '../../../local/store.ts';

function open() {
  const directory = mkdtempSync(join(tmpdir(), 'pagerduty-'));
  const store = openStore(directory);
  onTestFinished(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  const schedules = openSchedules(store.collection('schedules'), [], () => 1000);
  const find = (name: string) => {
    if (name !== 'bob') throw new NotInWorkspace(`Nobody here is called "${name}".`);
    return { id: 'U0BOB', name: 'Bob', email: 'bob@example.com' };
  };
  const routes = pagerDutyRoutes(schedules, find);
  return async (id: string, body: object) => {
    const answer = await routes.request(`/local/pagerduty/schedules/${id}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: answer.status, json: await answer.json() };
  };
}

it('a schedule is made, changed and deleted, and keeps what is not named', async () => {
  const change = open();
  expect(await change('PNEW', { name: 'a new one', onCall: ['bob', 'who@other.example'] })).toEqual({
    status: 200,
    json: {
      schedule: {
        ...{ id: 'PNEW', name: 'a new one', onCallSince: 1000, deleted: false },
        onCall: [
          { id: 'P0BOB', name: 'Bob', email: 'bob@example.com' },
          { id: 'PWHO', name: 'who', email: 'who@other.example' },
        ],
      },
    },
  });
  expect(await change('PNEW', { deleted: true })).toMatchObject({
    json: { schedule: { name: 'a new one', onCall: [{}, {}], deleted: true } },
  });
  expect(await change('PNEW', { onCall: [] })).toMatchObject({ json: { schedule: { onCall: [] } } });
});

it('an unknown person is refused with 404, a bad body with 400, each with a sentence', async () => {
  const change = open();
  expect(await change('PNEW', { onCall: ['nobody'] })).toEqual({
    status: 404,
    json: { error: 'Nobody here is called "nobody".' },
  });
  expect(await change('PNEW', { oncall: ['bob'] })).toMatchObject({
    status: 400,
    json: { error: expect.any(String) },
  });
});

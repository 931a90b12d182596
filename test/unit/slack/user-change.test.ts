import { expect, it } from 'vitest';
import { failing, send, testFunction } from '../../support/slack-function.ts';

const changeBody = (user: object) =>
  JSON.stringify({
    ...{ type: 'event_callback', team_id: 'T0EXAMPLE', api_app_id: 'A0K8SACCESS', event_id: 'Ev1' },
    event: { type: 'user_change', user, cache_ts: 1_795_262_400, event_ts: '1795262400.500000' },
  });

it('a person who changed is looked at, as of when Slack says that they did', async () => {
  const app = testFunction();
  const { statusCode } = await send(
    app,
    changeBody({ id: 'U0ALICE', team_id: 'T0EXAMPLE' }),
    'application/json',
  );
  expect(statusCode).toBe(200);
  expect(app.rechecked).toEqual(['U0ALICE 2026-11-21T12:00:00.500Z']);
});

it('a change that could not be looked at is delivered again, because nobody else tells of it soon', async () => {
  const app = testFunction({ recheckPerson: failing });
  const { statusCode } = await send(app, changeBody({ id: 'U0ALICE' }), 'application/json');
  expect(statusCode).toBe(500);
  expect(app.reported.map(({ what }) => what)).toEqual([
    expect.stringContaining('look after what a changed person holds'),
    'take in a delivery with Bolt',
    'take in a delivery with Bolt',
  ]);
});

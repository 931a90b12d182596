import { describe, expect, it } from 'vitest';
import { commandBody, delivery, payloadBody } from '../../support/slack-delivery.ts';
import { lambdaContext, send, testFunction } from '../../support/slack-function.ts';

describe('what Slack signed but nobody can read', () => {
  const form = 'application/x-www-form-urlencoded';
  const json = 'application/json';
  const whole = payloadBody({ type: 'block_actions', user: { id: 'U0BOB' }, actions: [] });

  it.each([
    ['an empty body', '', form],
    ['a command cut short', commandBody('list').slice(0, 60), form],
    ['a field twice', `${commandBody('list')}&text=help`, form],
    ['a payload cut short', whole.slice(0, -12), form],
    ['a payload that is no JSON', 'payload=%7Bbroken', form],
    ['a payload that is null', 'payload=null', form],
    ['a payload of no known type', payloadBody({ type: 'message_action', user: { id: 'U1' } }), form],
    ['a click on nothing', whole, form],
    ['a form without fields', payloadBody({ type: 'view_submission', user: { id: 'U1' }, team: null }), form],
    ['broken JSON', '{', json],
    ['JSON that is no event', '[]', json],
    ['another content type', 'hello', 'text/plain'],
    ['no content type', 'hello', ''],
  ])('%s is refused with 400 and a sentence', async (_, body, contentType) => {
    const app = testFunction();
    const { statusCode, answer } = await send(app, body, contentType);
    expect(statusCode).toBe(400);
    expect(answer).toMatch(/^[A-Z].*\.$/);
    expect([app.asked, app.clicks, app.reported]).toEqual([[], [], []]);
  });
});

describe('what Slack sends beside people’s doings', () => {
  it('a certificate check is answered with 200, but only when it is signed', async () => {
    const app = testFunction();
    expect(await send(app, 'ssl_check=1&token=x')).toEqual({ statusCode: 200, answer: '' });
    const unsigned = await app.endpoint(delivery({ body: 'ssl_check=1', headers: {} }), lambdaContext);
    expect(unsigned.statusCode).toBe(401);
  });

  it('the challenge of the Events API is returned', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const { statusCode, answer } = await send(testFunction(), body, 'application/json; charset=utf-8');
    expect(statusCode).toBe(200);
    expect(JSON.parse(answer)).toEqual({ challenge: 'abc' });
  });

  it('an event that nothing here is about is taken', async () => {
    const event = { type: 'team_join', user: { id: 'U0BOB', deleted: false } };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T0EXAMPLE', event });
    expect(await send(testFunction(), body, 'application/json')).toMatchObject({ statusCode: 200 });
  });

  it('a change of a person that does not say when is refused', async () => {
    const event = { type: 'user_change', user: { id: 'U0BOB', deleted: true } };
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T0EXAMPLE', event });
    expect(await send(testFunction(), body, 'application/json')).toMatchObject({ statusCode: 400 });
  });
});

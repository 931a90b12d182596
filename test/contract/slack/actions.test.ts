import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actions, button, option, section, startTestSlack, type TestSlack } from '../../support/slack.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());
beforeEach(() => {
  local.testApp.handle(() => ({}));
  local.testApp.received.length = 0;
});

const card = async (...elements: object[]) => {
  const blocks = [section('a card'), actions(...elements)];
  const answer = await local.client.apiCall('chat.postMessage', {
    channel: 'C0REQUESTS',
    text: 'a card',
    blocks,
  });
  return String(answer['ts' as keyof typeof answer]);
};
const click = (ts: string, change: object) =>
  local.post('/local/slack/action', { user: 'bob', channel: 'access-requests', ts, ...change });
const payload = () => local.testApp.received.at(-1)?.payload;
const shown = (ts: string) =>
  local.slack
    .state()
    .channels.find(({ id }) => id === 'C0REQUESTS')
    ?.messages.find((each) => each.ts === ts);

describe('a click', () => {
  it('is delivered as block_actions with the message, the value and where it stood', async () => {
    const ts = await card(button('approve', 'req-1'), button('deny', 'req-1'));
    expect(await click(ts, { action_id: 'approve' })).toMatchObject({ status: 200, json: { status: 200 } });
    expect(payload()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0BOB', username: 'bob', team_id: 'T0EXAMPLE' },
      team: { id: 'T0EXAMPLE', domain: 'example' },
      api_app_id: 'A0K8SACCESS',
      container: { type: 'message', message_ts: ts, channel_id: 'C0REQUESTS', is_ephemeral: false },
      channel: { id: 'C0REQUESTS', name: 'access-requests' },
      message: { ts, text: 'a card', user: 'U0K8SACCESS' },
      trigger_id: expect.any(String),
      response_url: expect.any(String),
      actions: [{ type: 'button', action_id: 'approve', value: 'req-1', block_id: expect.any(String) }],
    });
  });

  it('on a button that an edit took away is delivered with its value and the message as it is now', async () => {
    const ts = await card(button('approve', 'req-2'));
    await local.client.chat.update({
      channel: 'C0REQUESTS',
      ts,
      text: 'approved',
      blocks: [section('approved')],
    });
    expect(await click(ts, { action_id: 'approve' })).toMatchObject({ status: 200 });
    expect(payload()).toMatchObject({
      message: { text: 'approved', blocks: [{ type: 'section' }] },
      actions: [{ action_id: 'approve', value: 'req-2' }],
    });
  });

  it('on a button that never was is delivered when it has a value, else refused with 404', async () => {
    const ts = await card(button('approve', 'req-3'));
    expect(await click(ts, { action_id: 'review', value: 'req-9' })).toMatchObject({ status: 200 });
    expect(payload()?.actions).toMatchObject([{ type: 'button', action_id: 'review', value: 'req-9' }]);
    expect(await click(ts, { action_id: 'review' })).toMatchObject({
      status: 404,
      json: { error: 'There is no "review" to act on here. The action ids are: approve.' },
    });
  });

  it('with another value than the button has is delivered as given: a forged click', async () => {
    const ts = await card(button('approve', 'req-4'));
    await click(ts, { action_id: 'approve', value: 'req-of-somebody-else' });
    expect(payload()?.actions).toMatchObject([{ action_id: 'approve', value: 'req-of-somebody-else' }]);
  });

  it('on an ephemeral message says so and carries no message', async () => {
    const blocks = [actions(button('go', '1'))];
    const answer = await local.client.apiCall('chat.postEphemeral', {
      channel: 'C0REQUESTS',
      user: 'U0BOB',
      text: 'x',
      blocks,
    });
    const ts = String(answer['message_ts' as keyof typeof answer]);
    await click(ts, { action_id: 'go' });
    expect(payload()).toMatchObject({ container: { is_ephemeral: true } });
    expect(payload()).not.toHaveProperty('message');
    expect(await click(ts, { user: 'alice', action_id: 'go' })).toMatchObject({ status: 404 });
  });

  it('that the app fails to take is shown to the person', async () => {
    const ts = await card(button('approve', 'req-5'));
    local.testApp.handle(() => ({ status: 500 }));
    expect(await click(ts, { action_id: 'approve' })).toMatchObject({
      json: { status: 500, problem: 'dispatch_failed' },
    });
  });
});

describe('a choice', () => {
  it('from a select is delivered with the option', async () => {
    const select = { type: 'static_select', action_id: 'pick', options: [option('a'), option('b')] };
    const ts = await card(select);
    await click(ts, { action_id: 'pick', value: 'b' });
    expect(payload()?.actions).toMatchObject([{ type: 'static_select', selected_option: option('b') }]);
    expect(await click(ts, { action_id: 'pick', value: 'c' })).toMatchObject({
      status: 400,
      json: { error: '"pick" has no option "c". Its options are a, b.' },
    });
  });

  it.each([
    [
      { type: 'checkboxes', options: [option('a'), option('b')] },
      ['a', 'b'],
      { selected_options: [option('a'), option('b')] },
    ],
    [{ type: 'radio_buttons', options: [option('a')] }, 'a', { selected_option: option('a') }],
    [{ type: 'overflow', options: [option('a')] }, 'a', { selected_option: option('a') }],
    [{ type: 'users_select' }, 'carol', { selected_user: 'U0CAROL' }],
    [{ type: 'datepicker' }, '2026-12-24', { selected_date: '2026-12-24' }],
    [{ type: 'timepicker' }, '18:30', { selected_time: '18:30' }],
    [
      { type: 'multi_static_select', options: [option('a'), option('b')] },
      ['b'],
      { selected_options: [option('b')] },
    ],
  ])('from %o is delivered in its own form', async (element, value, sent) => {
    const ts = await card({ ...element, action_id: 'pick' });
    expect(await click(ts, { action_id: 'pick', value })).toMatchObject({ status: 200 });
    expect(payload()?.actions).toMatchObject([{ type: element.type, ...sent }]);
  });
});

describe('a response url', () => {
  const clicked = async () => {
    const ts = await card(button('approve', 'req-6'));
    await click(ts, { action_id: 'approve' });
    const url = String(payload()?.response_url);
    const respond = async (body: object) => {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
      return { status: answer.status, text: await answer.text() };
    };
    return { ts, respond };
  };
  const last = () =>
    local.slack
      .state()
      .channels.find(({ id }) => id === 'C0REQUESTS')
      ?.messages.at(-1);

  it('posts to the person alone unless told in_channel', async () => {
    const { respond } = await clicked();
    expect(await respond({ text: 'quiet' })).toEqual({ status: 200, text: 'ok' });
    expect(last()).toMatchObject({ text: 'quiet', ephemeralTo: 'U0BOB' });
    await respond({ text: 'loud', response_type: 'in_channel' });
    expect(last()).not.toHaveProperty('ephemeralTo');
  });

  it('replaces the message that was clicked on, and deletes it', async () => {
    const { ts, respond } = await clicked();
    await respond({ text: 'replaced', replace_original: true });
    expect(shown(ts)).toMatchObject({ text: 'replaced', blocks: [] });
    await respond({ delete_original: true });
    expect(shown(ts)).toBeUndefined();
  });

  it('works five times and not a sixth', async () => {
    const { respond } = await clicked();
    for (let use = 1; use <= 5; use += 1)
      expect(await respond({ text: `${use}` })).toMatchObject({ status: 200 });
    expect(await respond({ text: '6' })).toEqual({
      status: 404,
      text: JSON.stringify({ ok: false, error: 'used_url', errors: [] }),
    });
  });

  it('works for thirty minutes of platform time and not longer', async () => {
    const { respond } = await clicked();
    local.clock.platform += 30 * 60_000;
    expect(await respond({ text: 'in time' })).toMatchObject({ status: 200 });
    local.clock.platform += 1;
    const late = await respond({ text: 'late' });
    expect(late).toMatchObject({ status: 404, text: expect.stringContaining('expired_url') });
  });

  it('refuses nothing to say, bad blocks, unknown fields and what is no JSON', async () => {
    const { respond } = await clicked();
    expect(await respond({})).toMatchObject({ status: 400, text: expect.stringContaining('no_text') });
    expect(await respond({ blocks: [section('')] })).toMatchObject({
      status: 400,
      text: expect.stringContaining('must be more than 0 characters [json-pointer:/blocks/0/text/text]'),
    });
    expect(await respond({ txt: 'x' })).toMatchObject({ status: 400, text: expect.stringContaining('txt') });
    const answer = await fetch(String(payload()?.response_url), { method: 'POST', body: '{' });
    expect(answer.status).toBe(400);
  });
});

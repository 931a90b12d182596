import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actions,
  button,
  refusal,
  section,
  startTestSlack,
  type TestSlack,
  webClient,
} from '../../support/slack.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());

const inRequests = { channel: 'C0REQUESTS' };
const post = (text = 'hello') => local.client.chat.postMessage({ ...inRequests, text });
const shown = (channel: string) =>
  local.slack.state().channels.find((each) => each.name === channel)?.messages ?? [];
const find = (ts: string | undefined) => shown('access-requests').find((message) => message.ts === ts);

describe('who may call', () => {
  it('auth.test tells whose token it is', async () => {
    expect(await local.client.auth.test()).toMatchObject({
      ok: true,
      team_id: 'T0EXAMPLE',
      user_id: 'U0K8SACCESS',
      bot_id: 'B0K8SACCESS',
    });
  });

  it('another token is refused with invalid_auth, none with not_authed', async () => {
    const stranger = webClient(local.slack.url, 'xoxb-another');
    expect(await refusal(stranger.auth.test())).toMatchObject({ ok: false, error: 'invalid_auth' });
    const answer = await fetch(`${local.slack.url}/api/auth.test`, { method: 'POST' });
    expect(await answer.json()).toMatchObject({ ok: false, error: 'not_authed' });
  });

  it('an unknown method is refused with unknown_method', async () => {
    expect(await refusal(local.client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
  });

  it('arguments may come as JSON', async () => {
    const answer = await fetch(`${local.slack.url}/api/chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer xoxb-a-token-for-tests',
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ ...inRequests, blocks: [section('as JSON')] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, channel: 'C0REQUESTS' });
  });

  it('an argument that is missing, or that nobody knows, is refused with invalid_arguments', async () => {
    expect(await refusal(local.client.apiCall('chat.postMessage', { text: 'x' }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
    expect(
      await refusal(local.client.apiCall('chat.postMessage', { ...inRequests, text: 'x', colour: 'red' })),
    ).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] invalid additional property: colour'] },
    });
  });
});

describe('chat.postMessage', () => {
  it('posts text and blocks as the app, with ids on every block and element', async () => {
    const answer = await local.client.chat.postMessage({
      ...inRequests,
      text: 'a card',
      blocks: [section('*a card*'), actions({ type: 'button', text: { type: 'plain_text', text: 'Go' } })],
    });
    const message = find(answer.ts);
    expect(message).toMatchObject({ user: 'U0K8SACCESS', text: 'a card', channel: 'C0REQUESTS' });
    expect(message?.blocks).toMatchObject([
      { type: 'section', block_id: expect.stringMatching(/^.+$/) },
      { type: 'actions', elements: [{ action_id: expect.stringMatching(/^.+$/) }] },
    ]);
    expect(answer.message).toMatchObject({ ts: answer.ts, bot_id: 'B0K8SACCESS', text: 'a card' });
  });

  it('gives every message a ts of its own that grows, even at one instant', async () => {
    const answers = [await post(), await post(), await post()];
    const stamps = answers.map(({ ts }) => ts ?? '');
    expect(new Set(stamps).size).toBe(3);
    expect(stamps.toSorted()).toEqual(stamps);
    expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  it.each(['access-requests', '#access-requests', 'C0REQUESTS'])(
    'finds the channel by %s',
    async (channel) => {
      expect(await local.client.chat.postMessage({ channel, text: 'x' })).toMatchObject(inRequests);
    },
  );

  it("posts to a person's direct messages by their id", async () => {
    expect(await local.client.chat.postMessage({ channel: 'U0ALICE', text: 'psst' })).toMatchObject({
      channel: 'D0ALICE',
    });
    expect(shown('dm-alice')).toMatchObject([{ text: 'psst' }]);
  });

  it('posts to a deactivated person too, as Slack does', async () => {
    expect(await local.client.chat.postMessage({ channel: 'U0FRANK', text: 'late' })).toMatchObject({
      ok: true,
    });
  });

  it('cuts a text after 40,000 characters', async () => {
    const { ts } = await post('x'.repeat(40_001));
    expect(find(ts)?.text).toHaveLength(40_000);
  });

  it.each([
    ['C0NOWHERE', 'channel_not_found'],
    ['nowhere', 'channel_not_found'],
    ['C0VAULT', 'channel_not_found'],
    ['C0ATTIC', 'is_archived'],
    ['C0LOUNGE', 'not_in_channel'],
  ])('to %s is refused with %s', async (channel, error) => {
    expect(await refusal(local.client.chat.postMessage({ channel, text: 'x' }))).toMatchObject({ error });
  });

  it('without text and blocks is refused with no_text', async () => {
    expect(await refusal(post(''))).toMatchObject({ error: 'no_text' });
  });

  it('with blocks that break a limit is refused with invalid_blocks, and says where', async () => {
    const blocks = [actions({ ...button('a'), text: { type: 'plain_text', text: 'x'.repeat(76) } })];
    const before = shown('access-requests').length;
    const call = local.client.apiCall('chat.postMessage', { ...inRequests, text: 'x', blocks });
    const complaint = 'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]';
    expect(await refusal(call)).toMatchObject({
      error: 'invalid_blocks',
      errors: [complaint],
      response_metadata: { messages: [`[ERROR] ${complaint}`] },
    });
    expect(shown('access-requests')).toHaveLength(before);
  });
});

describe('chat.postEphemeral', () => {
  const whisper = (user: string, text = 'psst', channel = 'C0REQUESTS') =>
    local.client.chat.postEphemeral({ channel, user, text });

  it('shows a message to one person', async () => {
    const { message_ts } = await whisper('U0ALICE');
    expect(find(message_ts)).toMatchObject({ ephemeralTo: 'U0ALICE' });
  });

  it('refuses a stranger, a non-member and a text over 40,000 characters', async () => {
    expect(await refusal(whisper('U0NOBODY'))).toMatchObject({ error: 'user_not_found' });
    expect(await refusal(whisper('U0ALICE', 'x', 'C0CREW'))).toMatchObject({ error: 'user_not_in_channel' });
    expect(await refusal(whisper('U0ALICE', 'x'.repeat(40_001)))).toMatchObject({ error: 'msg_too_long' });
  });

  it('leaves a message that chat.update does not find', async () => {
    const { message_ts: ts = '' } = await whisper('U0ALICE');
    expect(await refusal(local.client.chat.update({ ...inRequests, ts, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, section, startTestSlack, type TestSlack } from '../../support/slack.ts';

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

describe('chat.update and chat.delete', () => {
  it('text without blocks removes the blocks', async () => {
    const { ts = '' } = await local.client.chat.postMessage({
      ...inRequests,
      text: 'a',
      blocks: [section('a')],
    });
    await local.client.chat.update({ ...inRequests, ts, text: 'b' });
    expect(find(ts)).toMatchObject({ text: 'b', blocks: [], editedTs: expect.any(String) });
  });

  it('blocks without text keep the text', async () => {
    const { ts = '' } = await post('kept');
    await local.client.chat.update({ ...inRequests, ts, blocks: [section('new')] });
    expect(find(ts)).toMatchObject({ text: 'kept', blocks: [{ type: 'section' }] });
  });

  it('an update takes 4,000 characters and no more', async () => {
    const { ts = '' } = await post();
    await local.client.chat.update({ ...inRequests, ts, text: 'x'.repeat(4000) });
    const call = local.client.chat.update({ ...inRequests, ts, text: 'x'.repeat(4001) });
    expect(await refusal(call)).toMatchObject({ error: 'msg_too_long' });
  });

  it('a message that is not there is refused with message_not_found', async () => {
    const nowhere = { ...inRequests, ts: '1.000001' };
    expect(await refusal(local.client.chat.update({ ...nowhere, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });
    expect(await refusal(local.client.chat.delete(nowhere))).toMatchObject({ error: 'message_not_found' });
  });

  it('a deleted message is gone', async () => {
    const { ts = '' } = await post();
    await local.client.chat.delete({ ...inRequests, ts });
    expect(find(ts)).toBeUndefined();
  });
});

describe('a thread', () => {
  const reply = (given: object) =>
    local.client.apiCall('chat.postMessage', { ...inRequests, text: 'a reply', ...given });
  const tsOf = (answer: object) => String((answer as { ts?: string }).ts);

  it('holds what answers its first message or one of its replies', async () => {
    const { ts: parent } = await post();
    const first = tsOf(await reply({ thread_ts: parent }));
    const second = tsOf(await reply({ thread_ts: first, reply_broadcast: true }));
    expect(find(first)).toMatchObject({ threadTs: parent });
    expect(find(first)).not.toHaveProperty('broadcast');
    expect(find(second)).toMatchObject({ threadTs: parent, broadcast: true });
  });

  it("is named in a reply's permalink", async () => {
    const { ts: parent = '' } = await post();
    const ts = tsOf(await reply({ thread_ts: parent }));
    expect(await local.client.chat.getPermalink({ ...inRequests, message_ts: ts })).toMatchObject({
      permalink: expect.stringMatching(new RegExp(`\\?thread_ts=${parent}&cid=C0REQUESTS$`)),
    });
  });

  it('that is not there, or whose first message only one person saw, takes no reply', async () => {
    expect(await refusal(reply({ thread_ts: '1.000001' }))).toMatchObject({ error: 'thread_not_found' });
    const whisper = { ...inRequests, user: 'U0ALICE', text: 'psst' };
    const { message_ts } = await local.client.chat.postEphemeral(whisper);
    expect(await refusal(reply({ thread_ts: message_ts }))).toMatchObject({
      error: 'cannot_reply_to_message',
    });
  });
});

describe('chat.getPermalink and reactions.add', () => {
  it('a permalink names channel and ts', async () => {
    const { ts = '' } = await post();
    expect(await local.client.chat.getPermalink({ ...inRequests, message_ts: ts })).toMatchObject({
      permalink: `https://example.slack.com/archives/C0REQUESTS/p${ts.replace('.', '')}`,
    });
  });

  it('a reaction is shown, and refused the second time', async () => {
    const { ts = '' } = await post();
    const react = () => local.client.reactions.add({ ...inRequests, timestamp: ts, name: 'eyes' });
    await react();
    expect(find(ts)?.reactions).toEqual([{ name: 'eyes', users: ['U0K8SACCESS'] }]);
    expect(await refusal(react())).toMatchObject({ error: 'already_reacted' });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { section, startTestSlack, type TestSlack } from '../../support/slack.ts';

let local: TestSlack;
afterEach(() => local.close());

const change = (user: string, body: object) => local.post(`/local/slack/users/${user}`, body);

describe('a changed person', () => {
  it('is changed in the workspace, and the app is sent user_change as JSON', async () => {
    local = await startTestSlack();
    expect(await change('alice', { deleted: true })).toMatchObject({
      status: 200,
      json: { status: 200, user: { id: 'U0ALICE', deleted: true } },
    });
    const [delivered] = local.testApp.received;
    expect(delivered?.headers['content-type']).toBe('application/json');
    expect(delivered?.payload).toMatchObject({
      type: 'event_callback',
      team_id: 'T0EXAMPLE',
      event_id: expect.stringMatching(/^Ev/),
      event: { type: 'user_change', user: { id: 'U0ALICE', deleted: true } },
    });
    expect(await local.client.users.info({ user: 'U0ALICE' })).toMatchObject({ user: { deleted: true } });
  });

  it('may have another email, be a guest, a bot or a stranger', async () => {
    local = await startTestSlack();
    await change('U0BOB', {
      email: 'bob@elsewhere.example',
      is_restricted: true,
      is_bot: true,
      is_stranger: true,
    });
    expect(await local.client.users.info({ user: 'U0BOB' })).toMatchObject({
      user: {
        is_restricted: true,
        is_bot: true,
        is_stranger: true,
        profile: { email: 'bob@elsewhere.example', real_name: 'Bob Baker' },
      },
    });
  });

  it('is refused with a sentence where nobody has that name, or the change makes no sense', async () => {
    local = await startTestSlack();
    expect(await change('nobody', { deleted: true })).toMatchObject({
      status: 404,
      json: { error: expect.stringContaining('Nobody here is called "nobody". The people are alice,') },
    });
    expect(await change('alice', { delted: true })).toMatchObject({ status: 400 });
    expect(local.testApp.received).toEqual([]);
  });
});

describe('an opened Home tab', () => {
  it('sends app_home_opened and shows what the app publishes', async () => {
    local = await startTestSlack();
    local.testApp.handle(async ({ payload }) => {
      const view = { type: 'home' as const, blocks: [section('welcome')] };
      await local.client.views.publish({ user_id: String(payload.event?.user), view });
      return {};
    });
    expect(await local.post('/local/slack/home', { user: 'alice' })).toMatchObject({
      json: { status: 200, view: { type: 'home', blocks: [{ type: 'section' }] } },
    });
    expect(local.testApp.received[0]?.payload.event).toMatchObject({
      type: 'app_home_opened',
      tab: 'home',
      channel: 'D0ALICE',
    });
  });
});

describe('a failed event', () => {
  const retryHeaders = () =>
    local.testApp.received.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);

  it('is sent three more times under the same event id, numbered and with the reason', async () => {
    local = await startTestSlack({ eventRetryDelays: [0, 0, 0] });
    local.testApp.handle(() => ({ status: 503 }));
    await change('alice', { deleted: true });
    await vi.waitFor(() => expect(local.testApp.received).toHaveLength(4));
    expect(retryHeaders()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(local.testApp.received.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  it('is not sent again once the app has taken it', async () => {
    local = await startTestSlack({ eventRetryDelays: [0, 0, 0] });
    local.testApp.handle(({ headers }) => ({ status: headers['x-slack-retry-num'] === '1' ? 200 : 503 }));
    await change('alice', { deleted: true });
    await vi.waitFor(() => expect(local.testApp.received).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(local.testApp.received).toHaveLength(2);
  });

  it('is not sent again where the app says X-Slack-No-Retry', async () => {
    local = await startTestSlack({ eventRetryDelays: [0, 0, 0] });
    local.testApp.handle(() => ({ status: 400, headers: { 'x-slack-no-retry': '1' } }));
    await change('alice', { deleted: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(local.testApp.received).toHaveLength(1);
  });
});

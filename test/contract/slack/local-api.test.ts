import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackRoutes } from '../../../local/slack/local-api/routes.ts';
import { signatureHeaders } from '../../../local/slack/signature.ts';
import {
  actions,
  button,
  modal,
  section,
  signingSecret,
  startTestSlack,
  type TestSlack,
} from '../../support/slack.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());

describe('a request that does not fit', () => {
  it.each([
    ['command', { user: 'alice' }],
    ['command', { user: 'alice', command: '/k8s-access', text: 7 }],
    ['command', { user: 'alice', command: '/k8s-access', colour: 'red' }],
    ['command', '{'],
    ['action', { user: 'alice', action_id: 'approve' }],
    ['action', { user: 'alice', action_id: 'approve', channel: 'general' }],
    ['submit', { user: 'alice', view_id: 'V1', values: { block: 'text' } }],
    ['suggest', { user: 'alice', action_id: 'find' }],
  ])('%s %o is answered with 400 and a sentence', async (route, body) => {
    const { status, json } = await local.post(`/local/slack/${route}`, body);
    expect(status).toBe(400);
    expect(json.error).toMatch(/^The body .+\.$/);
  });

  it.each([
    ['command', { user: 'nobody', command: '/k8s-access' }],
    ['command', { user: 'alice', command: '/k8s-access', channel: 'nowhere' }],
    ['action', { user: 'alice', channel: 'general', ts: '1.000001', action_id: 'approve' }],
    ['action', { user: 'alice', view_id: 'V0GONE', action_id: 'approve' }],
    ['submit', { user: 'alice', view_id: 'V0GONE' }],
  ])('%s %o names what is not there, and is answered with 404', async (route, body) => {
    const { status, json } = await local.post(`/local/slack/${route}`, body);
    expect(status).toBe(404);
    expect(json.error).toMatch(/^[A-Za-z].+\.$/);
  });
});

describe('the state', () => {
  it('has people, channels with their direct messages, views and homes', async () => {
    expect(local.slack.state()).toMatchObject({
      users: expect.arrayContaining([expect.objectContaining({ id: 'U0ALICE', name: 'alice' })]),
      channels: expect.arrayContaining([
        expect.objectContaining({ id: 'C0REQUESTS', name: 'access-requests', messages: [] }),
        expect.objectContaining({ id: 'D0ALICE', name: 'dm-alice', messages: [] }),
      ]),
      views: [],
      homes: {},
    });
  });

  it('survives closing the workspace and opening it again', async () => {
    const own = await startTestSlack();
    const blocks = [section('a card'), actions(button('go', '1'))];
    await own.client.apiCall('chat.postMessage', { channel: 'general', text: 'a card', blocks });
    const { ts = '' } = await own.client.chat.postMessage({ channel: 'general', text: 'one' });
    await own.client.chat.update({ channel: 'C0GENERAL', ts, text: 'two' });
    const trigger_id = own.slack.workspace.triggers.issue('U0ALICE');
    await own.client.apiCall('views.open', { trigger_id, view: modal(section('form')) });
    await own.client.views.publish({ user_id: 'U0BOB', view: { type: 'home', blocks: [section('home')] } });
    await own.post('/local/slack/users/alice', { deleted: true });
    const before = own.slack.state();

    const again = await own.reopen();
    expect(again.slack.state()).toEqual(before);
    const next = await again.client.chat.postMessage({ channel: 'general', text: 'next' });
    expect(Number(next.ts)).toBeGreaterThan(Number(ts));
    await again.close();
  });
});

describe('raw requests', () => {
  const raw = async (body: string, headers: Record<string, string>) =>
    slackRoutes(local.slack).request('/local/raw/slack', { method: 'POST', headers, body });

  it('reach the app byte for byte, and its answer comes back with status and headers', async () => {
    const answer = await raw('token=x', { 'x-slack-signature': 'v0=bad', 'x-slack-request-timestamp': '1' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-refused')).toBe('signature');
    expect(await answer.text()).toBe('bad signature');
  });

  it('pass when they are rightly signed', async () => {
    const body = 'text=h%C3%A9llo&odd=%zz';
    local.testApp.received.length = 0;
    const answer = await raw(body, {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureHeaders(signingSecret, body, Date.now()),
    });
    expect(answer.status).toBe(200);
    expect(local.testApp.received[0]?.raw).toBe(body);
  });
});

import { afterEach, expect, it } from 'vitest';
import { formOpener } from '../../../functions/slack/open-form.ts';
import type { SlackVerbs } from '../../../functions/slack/verbs.ts';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { slackMessenger } from '../../../shared/adapters/slack/messenger.ts';
import { requestForm } from '../../../shared/adapters/slack/views/request-form.ts';
import { estate } from '../../support/records.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';
import { type Served, serve, type TestFunction, testFunction } from '../../support/slack-function.ts';
import { requestIn } from '../../support/stories.ts';

// The function and the local workspace, over HTTP and with true signatures, as people use them.

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

interface Together {
  readonly local: TestSlack;
  readonly app: TestFunction;
  readonly served: Served;
}

async function together(own: Partial<SlackVerbs> = {}): Promise<Together> {
  let local: TestSlack | undefined;
  const slack = () => openSlackClient(botToken, `${local?.slack.url}/api/`);
  const app = testFunction({ ...own, openForm: (trigger, form) => formOpener(slack())(trigger, form) });
  const served = await serve(app.endpoint);
  local = await startTestSlack({ deliverTo: served.url });
  closing = [() => local.close(), served.close];
  return { local, app, served };
}

it('a typed request is answered to its author alone', async () => {
  const { local, app } = await together();
  const text = 'request prod-eu payments edit 1h <!channel> look at <https://evil.example|this>';
  const { json } = await local.post('/local/slack/command', { user: 'alice', command: '/k8s-access', text });
  expect(json).toMatchObject({ status: 200, messages: [{ ephemeralTo: 'U0ALICE' }] });
  expect(app.asked).toMatchObject([{ requester: { teamId: 'T0EXAMPLE', userId: 'U0ALICE' } }]);
});

it('the form opens, says what is wrong, asks, and shows what comes next', async () => {
  const { local, app } = await together();
  const opened = await local.post('/local/slack/command', { user: 'alice', command: '/k8s-access' });
  expect(opened.json).toMatchObject({ status: 200, messages: [], view: { callback_id: 'request-access' } });
  const form = { user: 'alice', view_id: opened.json.view.id };
  const values = {
    cluster: { cluster: 'prod-eu' },
    namespaces: { namespaces: ['payments'] },
    role: { role: 'edit' },
    duration: { duration: '1d' },
    reason: { reason: 'x'.repeat(2000) },
  };
  const wrong = await local.post('/local/slack/submit', { ...form, values });
  expect(Object.keys(wrong.json.errors)).toEqual(['duration', 'reason']);
  const mended = { ...values, duration: { duration: '1h' }, reason: { reason: 'it is stuck' } };
  const done = await local.post('/local/slack/submit', { ...form, values: mended });
  expect(app.asked).toHaveLength(1);
  expect(JSON.stringify(done.json.view)).toContain(`Request \`${app.asked[0]?.id}\` is recorded`);
});

it('a click that counts is told to nobody; the card tells it', async () => {
  const { local, app } = await together();
  const { click } = await cardIn(local);
  expect(await click('bob', 'approve')).toMatchObject({ status: 200, messages: [] });
  expect(app.clicks).toMatchObject([{ verb: 'approve', card: { channel: 'C0REQUESTS' } }]);
});

it('a click that is refused is explained to the clicker alone', async () => {
  const refusal = { code: 'already-decided', status: 'active', by: ['carol@example.com'] } as const;
  const { local } = await together({ approve: async () => ({ outcome: 'refused', refusal }) });
  const { click } = await cardIn(local);
  expect(await click('bob', 'approve')).toMatchObject({
    status: 200,
    messages: [{ ephemeralTo: 'U0BOB', text: expect.stringContaining('approved by carol@example.com') }],
  });
});

it('a click on a button that this version does not have is explained', async () => {
  const { local } = await together();
  const { click } = await cardIn(local);
  expect(await click('bob', 'extend')).toMatchObject({
    status: 200,
    messages: [{ ephemeralTo: 'U0BOB', text: expect.stringContaining('older version') }],
  });
});

it('a click whose value is no request’s id is explained', async () => {
  const { local, app } = await together();
  const { click } = await cardIn(local);
  expect(await click('bob', 'deny', 'drop table')).toMatchObject({
    status: 200,
    messages: [{ ephemeralTo: 'U0BOB' }],
  });
  expect(app.clicks).toEqual([]);
});

it('a form that took too long to open is explained', async () => {
  const { local } = await together();
  local.clock.wall = () => Date.now() - 4000;
  const trigger = local.slack.workspace.triggers.issue('U0ALICE');
  local.clock.wall = Date.now;
  const openForm = formOpener(openSlackClient(botToken, `${local.slack.url}/api/`));
  expect(await openForm(trigger, requestForm(estate))).toMatchObject({
    text: expect.stringContaining('Do that again'),
  });
});

async function cardIn(local: TestSlack) {
  const slack = openSlackClient(botToken, `${local.slack.url}/api/`);
  const request = requestIn('pending');
  const { channel, ts } = await slackMessenger(slack, 'access-requests').postCard(request, 'seen');
  const click = async (user: string, actionId: string, value: string = request.id) =>
    (await local.post('/local/slack/action', { user, channel, ts, action_id: actionId, value })).json;
  return { click };
}

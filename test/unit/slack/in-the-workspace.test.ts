import { expect, it } from 'vitest';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { formOpener } from '../../../shared/adapters/slack/forms.ts';
import { requestForm } from '../../../shared/adapters/slack/views/request-form.ts';
import { botToken } from '../../support/slack.ts';
import { emptyPreview } from '../../support/slack-function.ts';
import { cardIn, together } from '../../support/slack-together.ts';
import { requestIn } from '../../support/stories.ts';

// The function and the local workspace, over HTTP and with true signatures, as people use them.

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
  const form = { user: 'alice', view_id: opened.json.view?.id };
  const values = {
    cluster: { cluster: 'prod-eu' },
    namespaces: { namespaces: ['payments'] },
    role: { role: 'edit' },
    duration: { duration: '1d' },
    reason: { reason: 'x'.repeat(2000) },
  };
  const wrong = await local.post('/local/slack/submit', { ...form, values });
  expect(Object.keys(wrong.json.errors ?? {})).toEqual(['duration', 'reason']);
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

it('the button to withdraw is gone with the click that withdrew, and its message says so', async () => {
  const { local, app } = await together();
  const text = 'request prod-eu payments edit 1h by mistake';
  const asked = await local.post('/local/slack/command', { user: 'alice', command: '/k8s-access', text });
  const place = { user: 'alice', channel: 'dm-alice', ts: asked.json.messages[0]?.ts };
  const click = { ...place, action_id: 'withdraw', value: app.asked[0]?.id };
  const { json } = await local.post('/local/slack/action', click);
  expect(app.ended).toEqual([
    { verb: 'withdraw', id: app.asked[0]?.id, by: { teamId: 'T0EXAMPLE', userId: 'U0ALICE' } },
  ]);
  expect(json.messages).toMatchObject([{ ts: place.ts, text: expect.stringContaining('is withdrawn') }]);
  expect(JSON.stringify(json.messages)).not.toContain('"button"');
});

it('a forged click to withdraw leaves the card as it is', async () => {
  const { local } = await together();
  const { click } = await cardIn(local);
  const { messages } = await click('alice', 'withdraw');
  expect(messages).toMatchObject([{ ephemeralTo: 'U0ALICE' }]);
});

it('a click on revoke asks why, in a form that knows its request', async () => {
  const { local, app } = await together();
  const { click } = await cardIn(local);
  const { view, messages } = await click('bob', 'revoke');
  expect(messages).toEqual([]);
  expect(view).toMatchObject({ callback_id: 'revoke-access', private_metadata: requestIn('active').id });
  const submission = { user: 'bob', view_id: view?.id, values: { reason: { reason: 'it is over' } } };
  await local.post('/local/slack/submit', submission);
  expect(app.ended).toMatchObject([{ verb: 'revoke', id: requestIn('active').id, why: 'it is over' }]);
});

it('a click on revoke by one who may not is explained, and asks for no reason', async () => {
  const refusal = { code: 'not-a-revoker', revokers: [] } as const;
  const { local } = await together({ judgeRevoke: async () => ({ outcome: 'refused', refusal }) });
  const { click } = await cardIn(local);
  const { view, messages } = await click('alice', 'revoke');
  expect(view).toBeUndefined();
  expect(messages).toMatchObject([{ text: expect.stringContaining('you are not among them') }]);
});

it('a click on deny asks why, in a form that knows its request and its card', async () => {
  const { local, app } = await together();
  const { click } = await cardIn(local);
  const { view, messages } = await click('bob', 'deny');
  expect(messages).toEqual([]);
  expect(view).toMatchObject({ callback_id: 'deny-request' });
  const submission = { user: 'bob', view_id: view?.id, values: { reason: { reason: 'not today' } } };
  await local.post('/local/slack/submit', submission);
  const { id } = requestIn('pending');
  expect(app.clicks).toMatchObject([{ verb: 'deny', id, why: 'not today', card: { channel: 'C0REQUESTS' } }]);
});

it('a click on deny by one who may not is explained, and asks for no reason', async () => {
  const refusal = { code: 'own-request' } as const;
  const { local } = await together({ judgeDeny: async () => ({ outcome: 'refused', refusal }) });
  const { click } = await cardIn(local);
  const { view, messages } = await click('alice', 'deny');
  expect(view).toBeUndefined();
  expect(messages).toMatchObject([{ ephemeralTo: 'U0ALICE', text: expect.stringContaining('your own') }]);
});

it.each([
  ['no reason', { reason: '' }, 'Say why in a few words'],
  ['blanks', { reason: ' \u200B ' }, 'Say why in a few words'],
  ['too long a reason', { reason: 'x'.repeat(1001) }, 'at most 1,000'],
])('a denial for %s is an error under the field, and denies nothing', async (_, reason, problem) => {
  const { local, app } = await together();
  const { click } = await cardIn(local);
  const { view } = await click('bob', 'deny');
  const submission = { user: 'bob', view_id: view?.id, values: { reason } };
  const { json } = await local.post('/local/slack/submit', submission);
  expect(json.errors).toEqual({ reason: expect.stringContaining(problem) });
  expect(app.clicks).toEqual([]);
});

it('a denial sent after someone else approved says under the field who won', async () => {
  const refusal = { code: 'already-decided', status: 'approved', by: ['carol@example.com'] } as const;
  const { local } = await together({ deny: async () => ({ outcome: 'refused', refusal }) });
  const { click } = await cardIn(local);
  const { view } = await click('bob', 'deny');
  const submission = { user: 'bob', view_id: view?.id, values: { reason: { reason: 'not today' } } };
  const { json } = await local.post('/local/slack/submit', submission);
  expect(json.errors).toEqual({ reason: expect.stringContaining('already approved by carol@example.com') });
});

it('a click on a button that this version does not have is explained', async () => {
  const { local } = await together();
  const { click } = await cardIn(local);
  expect(await click('bob', 'snooze')).toMatchObject({
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
  expect(await openForm(trigger, requestForm(emptyPreview))).toMatchObject({
    text: expect.stringContaining('Do that again'),
  });
});

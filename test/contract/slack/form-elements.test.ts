import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  actions,
  button,
  input,
  modal,
  option,
  plain,
  refusal,
  section,
  startTestSlack,
  type TestSlack,
} from '../../support/slack.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());

let viewId = '';
const openForm = async (...blocks: object[]) => {
  local.slack.workspace.views.clear('U0ALICE');
  const trigger_id = local.slack.workspace.triggers.issue('U0ALICE');
  await local.client.apiCall('views.open', { trigger_id, view: modal(...blocks) });
  viewId = shown()?.id ?? '';
};
beforeEach(() => {
  local.testApp.handle(() => ({}));
  local.testApp.received.length = 0;
});

const post = (route: string, body: object) =>
  local.post(`/local/slack/${route}`, { user: 'alice', view_id: viewId, ...body });
const payload = () => local.testApp.received.at(-1)?.payload;
const shown = () => local.slack.state().views[0];

const options = [option('a'), option('b')];
const option_groups = [{ label: plain('letters'), options }];

/** Every element that takes a value, what a person gives, and what Slack makes of it. */
const elements: readonly [{ readonly type: string; readonly [field: string]: unknown }, unknown, object][] = [
  [{ type: 'plain_text_input' }, 'text', { value: 'text' }],
  [{ type: 'static_select', options }, 'b', { selected_option: option('b') }],
  [{ type: 'static_select', option_groups }, 'b', { selected_option: option('b') }],
  [{ type: 'multi_static_select', option_groups }, ['a', 'b'], { selected_options: options }],
  [{ type: 'external_select' }, 'prod-eu', { selected_option: { value: 'prod-eu' } }],
  [{ type: 'multi_external_select' }, ['x', 'y'], { selected_options: [{ value: 'x' }, { value: 'y' }] }],
  [{ type: 'users_select' }, 'carol', { selected_user: 'U0CAROL' }],
  [{ type: 'radio_buttons', options }, 'a', { selected_option: option('a') }],
  [{ type: 'checkboxes', options }, ['b'], { selected_options: [option('b')] }],
  [{ type: 'datepicker' }, '2026-12-24', { selected_date: '2026-12-24' }],
  [{ type: 'timepicker' }, '18:30', { selected_time: '18:30' }],
];

describe('an input', () => {
  it.each(elements)('%o can be submitted', async (element, given, sent) => {
    await openForm(input('block', { ...element, action_id: 'put' }));
    expect(await post('submit', { values: { block: { put: given } } })).toMatchObject({ status: 200 });
    expect(payload()?.view?.state.values).toMatchObject({ block: { put: { type: element.type, ...sent } } });
  });

  it.each(elements)('%o that dispatches tells the app what was put in', async (element, given, sent) => {
    await openForm({ ...input('block', { ...element, action_id: 'put' }), dispatch_action: true });
    expect(await post('action', { action_id: 'put', value: given })).toMatchObject({ json: { status: 200 } });
    expect(payload()).toMatchObject({
      type: 'block_actions',
      actions: [{ type: element.type, action_id: 'put', block_id: 'block', ...sent }],
      view: { id: viewId, state: { values: { block: { put: { type: element.type, ...sent } } } } },
    });
  });

  it('that does not dispatch keeps its value, and the app hears nothing', async () => {
    await openForm(input('reason', { type: 'plain_text_input', action_id: 'text' }));
    expect(await post('action', { action_id: 'text', value: 'because' })).toMatchObject({
      json: { status: 204, view: { state: { values: { reason: { text: { value: 'because' } } } } } },
    });
    expect(local.testApp.received).toEqual([]);
  });
});

describe('an act in a view', () => {
  const reason = input('reason', { type: 'plain_text_input', action_id: 'text' });
  const role = {
    ...input('role', { type: 'static_select', action_id: 'pick', options }),
    dispatch_action: true,
  };

  it('brings what was put in elsewhere, which stays over an update of the view', async () => {
    await openForm(reason, role);
    local.testApp.handle(async ({ payload: { view } }) => {
      const preview = modal(reason, role, section('needs an approval'));
      await local.client.apiCall('views.update', { view_id: view?.id, hash: view?.hash, view: preview });
      return {};
    });
    const values = { reason: { text: 'because' } };
    const acted = await post('action', { action_id: 'pick', value: 'b', values });
    const kept = { reason: { text: { value: 'because' } }, role: { pick: { selected_option: option('b') } } };
    expect(payload()?.view?.state.values).toMatchObject(kept);
    expect(acted.json.view).toMatchObject({ id: viewId, blocks: [{}, {}, {}], state: { values: kept } });
  });

  it('an update that is slower than another is refused, and the view stays', async () => {
    await openForm(reason, role);
    await post('action', { action_id: 'pick', value: 'a' });
    const hash = payload()?.view?.hash;
    const update = (text: string) =>
      local.client.apiCall('views.update', { view_id: viewId, hash, view: modal(reason, section(text)) });
    await update('first');
    expect(await refusal(update('second'))).toMatchObject({ error: 'hash_conflict' });
    expect(shown()?.blocks[1]).toMatchObject({ text: { text: 'first' } });
  });

  it('on an input in the same place but of another action id starts anew', async () => {
    await openForm(role);
    await post('action', { action_id: 'pick', value: 'b' });
    const other = input('role', { type: 'static_select', action_id: 'pick-again', options });
    await local.client.apiCall('views.update', { view_id: viewId, view: modal(other) });
    expect(shown()?.state.values).toEqual({
      role: { 'pick-again': { type: 'static_select', selected_option: null } },
    });
  });

  it('on the Home tab is delivered with that view', async () => {
    const view = { type: 'home' as const, blocks: [actions(button('release', 'req-1'))] };
    const published = await local.client.apiCall('views.publish', { user_id: 'U0ALICE', view });
    const { id } = (published as unknown as { view: { id: string } }).view;
    await post('action', { view_id: id, action_id: 'release' });
    expect(payload()).toMatchObject({
      view: { id, type: 'home' },
      actions: [{ action_id: 'release', value: 'req-1' }],
    });
  });

  it('pushes no modal over the Home tab', async () => {
    local.slack.workspace.views.clear('U0ALICE');
    const trigger_id = local.slack.workspace.triggers.issue('U0ALICE');
    const push = local.client.apiCall('views.push', { trigger_id, view: modal(reason) });
    expect(await refusal(push)).toMatchObject({ error: 'not_found' });
  });
});

describe('an act on a message', () => {
  it('carries what the other elements of the message hold', async () => {
    const blocks = [
      actions(
        { type: 'static_select', action_id: 'length', options, initial_option: option('a') },
        { type: 'users_select', action_id: 'hand-over' },
      ),
    ];
    const { ts } = await local.client.chat.postMessage({ channel: 'C0REQUESTS', text: 'x', blocks } as never);
    const at = { user: 'bob', channel: 'C0REQUESTS', ts };
    await local.post('/local/slack/action', { ...at, action_id: 'hand-over', value: 'carol' });
    const [values] = Object.values(payload()?.state?.values ?? {});
    expect(values).toEqual({
      length: { type: 'static_select', selected_option: option('a') },
      'hand-over': { type: 'users_select', selected_user: 'U0CAROL' },
    });
  });
});

describe('an external select', () => {
  const cluster = (change: object = {}) =>
    input('cluster', { type: 'external_select', action_id: 'find', ...change });
  const worded = { text: plain('prod-eu (production)'), value: 'prod-eu' };
  const ask = (value: string) => post('suggest', { action_id: 'find', value });

  it.each([{ options: [worded] }, { option_groups: [{ label: plain('production'), options: [worded] }] }])(
    'sends a choice as %o worded it',
    async (body) => {
      await openForm(cluster());
      local.testApp.handle(() => ({ body }));
      expect(await ask('prod')).toMatchObject({ json: { options: [worded] } });
      local.testApp.handle(() => ({}));
      await post('submit', { values: { cluster: { find: 'prod-eu' } } });
      expect(payload()?.view?.state.values).toMatchObject({ cluster: { find: { selected_option: worded } } });
    },
  );

  it.each([
    [{}, 'pr', 3],
    [{ min_query_length: 1 }, '', 1],
  ])('%o is not asked before as many characters are typed', async (change, typed, least) => {
    await openForm(cluster(change));
    expect(await ask(typed)).toMatchObject({
      status: 400,
      json: { error: `"find" is asked once ${least} characters are typed. Type more.` },
    });
    expect(local.testApp.received).toEqual([]);
  });

  it.each([
    [
      'must be less than 76 characters [json-pointer:/options/0/text/text]',
      { options: [{ text: plain('x'.repeat(76)), value: 'v' }] },
    ],
    [
      'must be one of: plain_text [json-pointer:/options/0/text/type]',
      { options: [{ text: { type: 'mrkdwn', text: 'x' }, value: 'v' }] },
    ],
    [
      'no more than 100 items allowed [json-pointer:/option_groups]',
      { option_groups: Array.from({ length: 101 }, () => option_groups[0]) },
    ],
    [
      'no fewer than 1 items allowed [json-pointer:/option_groups/0/options]',
      { option_groups: [{ label: plain('none'), options: [] }] },
    ],
    [
      'must be less than 76 characters [json-pointer:/option_groups/0/label/text]',
      { option_groups: [{ label: plain('x'.repeat(76)), options }] },
    ],
    ['invalid additional property: options', { options, option_groups }],
    ['missing required field: options', {}],
  ])('shows nothing, and %s, where the app answers %o', async (problem, body) => {
    await openForm(cluster());
    local.testApp.handle(() => ({ body }));
    expect(await ask('prod')).toMatchObject({
      json: { options: [], problem: expect.stringContaining(problem) },
    });
  });

  it('tells the app what was put in elsewhere, so that one select can depend on another', async () => {
    await openForm(cluster(), input('reason', { type: 'plain_text_input', action_id: 'text' }));
    local.testApp.handle(() => ({ body: { options: [] } }));
    await post('suggest', { action_id: 'find', value: 'prod', values: { reason: { text: 'because' } } });
    expect(payload()).toMatchObject({
      type: 'block_suggestion',
      view: { state: { values: { reason: { text: { value: 'because' } } } } },
    });
  });

  it('shows nothing found where the app has nothing', async () => {
    await openForm(cluster());
    local.testApp.handle(() => ({ body: { options: [] } }));
    const { json } = await ask('nothing');
    expect(json).toEqual({ status: 200, response: { options: [] }, options: [] });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  actions,
  button,
  input,
  modal,
  option,
  section,
  startTestSlack,
  type TestSlack,
} from '../../support/slack.ts';
import type { AppAnswer } from './support/test-app.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());

const form = (change: object = {}) => ({
  ...modal(
    input('reason', { type: 'plain_text_input', action_id: 'text' }),
    input('role', { type: 'static_select', action_id: 'pick', options: [option('view'), option('edit')] }),
    input('cluster', { type: 'external_select', action_id: 'find', min_query_length: 0 }),
  ),
  private_metadata: 'kept',
  ...change,
});

let viewId = '';
const openForm = async (view: object = form()) => {
  local.slack.workspace.views.clear('U0ALICE');
  const trigger_id = local.slack.workspace.triggers.issue('U0ALICE');
  await local.client.apiCall('views.open', { trigger_id, view });
  viewId = local.slack.state().views[0]?.id ?? '';
};
beforeEach(async () => {
  local.testApp.handle(() => ({}));
  local.testApp.received.length = 0;
  await openForm();
});

const submit = (change: object = {}) =>
  local.post('/local/slack/submit', { user: 'alice', view_id: viewId, ...change });
const submitAnswered = async (answer: AppAnswer) => {
  local.testApp.handle(() => answer);
  return (await submit()).json;
};
const payload = () => local.testApp.received.at(-1)?.payload;
const stack = () => local.slack.state().views.map((view) => view.id);

describe('a submission', () => {
  it('carries everything that was put in, by block id and action id', async () => {
    const values = { reason: { text: 'because' }, role: { pick: 'edit' }, cluster: { find: 'prod-eu' } };
    expect(await submit({ values })).toMatchObject({ status: 200, json: { status: 200 } });
    expect(payload()).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0ALICE' },
      view: {
        id: viewId,
        private_metadata: 'kept',
        state: {
          values: {
            reason: { text: { type: 'plain_text_input', value: 'because' } },
            role: { pick: { type: 'static_select', selected_option: option('edit') } },
            cluster: { find: { type: 'external_select', selected_option: { value: 'prod-eu' } } },
          },
        },
      },
    });
  });

  it('carries null for what was left empty, for the app to refuse', async () => {
    await submit();
    expect(payload()?.view?.state.values).toMatchObject({
      reason: { text: { value: null } },
      role: { pick: { selected_option: null } },
    });
  });

  it('of an input that is not there, or of an option that is not offered, is refused with 400', async () => {
    expect(await submit({ values: { reason: { txt: 'x' } } })).toMatchObject({
      status: 400,
      json: {
        error: 'This form has no input "reason.txt". Its inputs are reason.text, role.pick, cluster.find.',
      },
    });
    expect(await submit({ values: { role: { pick: 'root' } } })).toMatchObject({
      status: 400,
      json: { error: '"pick" has no option "root". Its options are view, edit.' },
    });
    expect(local.testApp.received).toEqual([]);
  });

  it("of another person's form is refused with 404", async () => {
    expect(await submit({ user: 'bob' })).toMatchObject({ status: 404 });
  });
});

describe("the app's answer to a submission", () => {
  it('that is empty closes the form', async () => {
    await submit();
    expect(stack()).toEqual([]);
    expect(await submit()).toMatchObject({ status: 404 });
  });

  it('with errors leaves the form open and tells them by block', async () => {
    const errors = { reason: 'Say why, in at least ten letters.' };
    expect(await submitAnswered({ body: { response_action: 'errors', errors } })).toMatchObject({
      response: { response_action: 'errors', errors },
      errors,
      view: { id: viewId },
    });
    expect(stack()).toEqual([viewId]);
  });

  it('with an error under a block that is no input is trouble, as it is in Slack', async () => {
    const body = { response_action: 'errors', errors: { nowhere: 'x' } };
    expect(await submitAnswered({ body })).toMatchObject({
      problem: expect.stringContaining('no input block "nowhere"'),
    });
    expect(stack()).toEqual([viewId]);
  });

  it('update shows another view in its place, push one over it, clear none', async () => {
    const next = modal(section('next'));
    expect(await submitAnswered({ body: { response_action: 'update', view: next } })).toMatchObject({
      view: { id: viewId, blocks: [{ type: 'section' }] },
    });
    const pushed = await submitAnswered({ body: { response_action: 'push', view: next } });
    expect(stack()).toEqual([viewId, pushed.view?.id]);
    await submitAnswered({ body: { response_action: 'clear' } });
    expect(stack()).toEqual([]);
  });

  it('with a bad view is trouble that names the path', async () => {
    const body = { response_action: 'update', view: modal(section('')) };
    expect(await submitAnswered({ body })).toMatchObject({
      problem: expect.stringContaining('[json-pointer:/view/blocks/0/text/text]'),
      view: { id: viewId },
    });
  });

  it('that is a failure leaves the form open', async () => {
    expect(await submitAnswered({ status: 500 })).toMatchObject({ status: 500, problem: 'dispatch_failed' });
    expect(stack()).toEqual([viewId]);
  });
});

describe('closing a form', () => {
  const close = () => local.post('/local/slack/close', { user: 'alice', view_id: viewId });

  it('tells the app where it asked to be told', async () => {
    await close();
    expect(local.testApp.received).toEqual([]);
    await openForm(form({ notify_on_close: true }));
    await close();
    expect(payload()).toMatchObject({ type: 'view_closed', view: { id: viewId }, is_cleared: false });
    expect(stack()).toEqual([]);
  });
});

describe('acting inside a view', () => {
  it('delivers block_actions with the view and what is chosen so far', async () => {
    await openForm(form({ blocks: [...form().blocks, actions(button('more'))] }));
    const act = (change: object) =>
      local.post('/local/slack/action', { user: 'alice', view_id: viewId, ...change });
    await act({ action_id: 'pick', value: 'edit' });
    await act({ action_id: 'more' });
    expect(payload()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      actions: [{ action_id: 'more', type: 'button' }],
      view: { state: { values: { role: { pick: { selected_option: option('edit') } } } } },
    });
  });
});

describe('an external select', () => {
  const suggest = (change: object = {}) =>
    local.post('/local/slack/suggest', {
      user: 'alice',
      view_id: viewId,
      action_id: 'find',
      value: 'prod',
      ...change,
    });

  it('asks the app for options', async () => {
    local.testApp.handle(() => ({ body: { options: [option('prod-eu')] } }));
    expect(await suggest()).toMatchObject({ json: { status: 200, options: [option('prod-eu')] } });
    expect(payload()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'find',
      block_id: 'cluster',
      value: 'prod',
      view: { id: viewId },
    });
  });

  it('shows no options where the app offers more than 100', async () => {
    const options = Array.from({ length: 101 }, (_, index) => option(`${index}`));
    local.testApp.handle(() => ({ body: { options } }));
    expect(await suggest()).toMatchObject({ json: { options: [], problem: expect.any(String) } });
  });

  it('is refused with 404 where there is none', async () => {
    expect(await suggest({ action_id: 'pick' })).toMatchObject({ status: 404 });
  });
});

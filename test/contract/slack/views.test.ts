import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../local/slack/views.ts';
import {
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
beforeEach(() => {
  local.clock.wall = Date.now;
});

const trigger = () => local.slack.workspace.triggers.issue('U0ALICE');
const call = (method: string, given: Record<string, unknown>) => local.client.apiCall(method, given);
const reason = input('reason', { type: 'plain_text_input', action_id: 'text', initial_value: 'because' });
const open = async (view: object = modal(reason)): Promise<View> => {
  const answer = await call('views.open', { trigger_id: trigger(), view });
  return (answer as unknown as { view: View }).view;
};
const openViews = () => local.slack.state().views;

describe('views.open', () => {
  it('shows a modal to the person whose trigger it was', async () => {
    const view = await open();
    expect(view).toMatchObject({ type: 'modal', hash: expect.any(String), root_view_id: view.id });
    expect(openViews()).toMatchObject([{ id: view.id, user: 'U0ALICE' }]);
  });

  it('fills the state with initial values', async () => {
    const view = await open(
      modal(
        reason,
        input('role', {
          type: 'static_select',
          action_id: 'pick',
          options: [option('edit')],
          initial_option: option('edit'),
        }),
        input('who', { type: 'users_select', action_id: 'pick' }),
      ),
    );
    expect(view.state.values).toEqual({
      reason: { text: { type: 'plain_text_input', value: 'because' } },
      role: { pick: { type: 'static_select', selected_option: option('edit') } },
      who: { pick: { type: 'users_select', selected_user: null } },
    });
  });

  it('refuses a trigger that was used, is older than three wall seconds, or never was', async () => {
    const once = trigger();
    await call('views.open', { trigger_id: once, view: modal(reason) });
    const again = call('views.open', { trigger_id: once, view: modal(reason) });
    expect(await refusal(again)).toMatchObject({ error: 'exchanged_trigger_id' });

    const old = trigger();
    local.clock.wall = () => Date.now() + 3001;
    const late = call('views.open', { trigger_id: old, view: modal(reason) });
    expect(await refusal(late)).toMatchObject({ error: 'expired_trigger_id' });

    const nonsense = call('views.open', { trigger_id: 'nonsense', view: modal(reason) });
    expect(await refusal(nonsense)).toMatchObject({ error: 'invalid_trigger_id' });
  });

  it('is not hurried by platform time', async () => {
    const held = trigger();
    local.clock.platform += 3_600_000;
    expect(await call('views.open', { trigger_id: held, view: modal(reason) })).toMatchObject({ ok: true });
  });

  it('refuses a bad view with invalid_arguments, says where, and leaves the trigger', async () => {
    const held = trigger();
    const bad = call('views.open', {
      trigger_id: held,
      view: { ...modal(reason), title: plain('x'.repeat(25)) },
    });
    expect(await refusal(bad)).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    });
    expect(await call('views.open', { trigger_id: held, view: modal(reason) })).toMatchObject({ ok: true });
  });

  it('refuses an external id that another view has', async () => {
    await open({ ...modal(reason), external_id: 'mine' });
    const taken = call('views.push', {
      trigger_id: trigger(),
      view: { ...modal(reason), external_id: 'mine' },
    });
    expect(await refusal(taken)).toMatchObject({ error: 'duplicate_external_id' });
  });
});

describe('views.push', () => {
  it('stacks three modals and refuses the fourth', async () => {
    const root = await open();
    const push = () => call('views.push', { trigger_id: trigger(), view: modal(reason) });
    expect(await push()).toMatchObject({ view: { root_view_id: root.id, previous_view_id: root.id } });
    await push();
    expect(await refusal(push())).toMatchObject({ error: 'push_limit_reached' });
    expect(openViews()).toHaveLength(3);
  });
});

describe('views.update', () => {
  it('keeps what was put in where block id and action id are the same', async () => {
    const { id } = await open();
    const other = input('other', { type: 'plain_text_input', action_id: 'text' });
    const changed = input('reason', {
      type: 'plain_text_input',
      action_id: 'text',
      initial_value: 'ignored',
    });
    expect(await call('views.update', { view_id: id, view: modal(changed, other) })).toMatchObject({
      view: {
        state: { values: { reason: { text: { value: 'because' } }, other: { text: { value: null } } } },
      },
    });
  });

  it('finds a view by its external id', async () => {
    await open({ ...modal(reason), external_id: 'by-name' });
    expect(await call('views.update', { external_id: 'by-name', view: modal(section('new')) })).toMatchObject(
      {
        ok: true,
      },
    );
  });

  it('refuses a hash that is no longer current', async () => {
    const { id, hash } = await open();
    const update = () => call('views.update', { view_id: id, hash, view: modal(reason) });
    expect(await update()).toMatchObject({ ok: true });
    expect(await refusal(update())).toMatchObject({ error: 'hash_conflict' });
  });

  it('refuses a view that is not open, and one that is not named', async () => {
    expect(await refusal(call('views.update', { view_id: 'V0GONE', view: modal(reason) }))).toMatchObject({
      error: 'not_found',
    });
    expect(await refusal(call('views.update', { view: modal(reason) }))).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});

describe('views.publish', () => {
  const home = (text: string) => ({ type: 'home' as const, blocks: [section(text)] });

  it("shows and replaces a person's Home tab under one id", async () => {
    const publish = (text: string) => local.client.views.publish({ user_id: 'U0BOB', view: home(text) });
    const first = await publish('one');
    const second = await publish('two');
    expect(second.view?.id).toBe(first.view?.id);
    expect(local.slack.state().homes['U0BOB']).toMatchObject({ blocks: [{ text: { text: 'two' } }] });
  });

  it('refuses an unknown person, a stale hash and a modal', async () => {
    const publish = (change: object) =>
      call('views.publish', { user_id: 'U0BOB', view: home('x'), ...change });
    expect(await refusal(publish({ user_id: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
    expect(await refusal(publish({ hash: 'stale' }))).toMatchObject({ error: 'hash_conflict' });
    expect(await refusal(publish({ view: modal(reason) }))).toMatchObject({ error: 'invalid_arguments' });
  });
});

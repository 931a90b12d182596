import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal, startTestSlack, type TestSlack } from '../../support/slack.ts';

let local: TestSlack;
beforeEach(async () => {
  local = await startTestSlack();
});
afterEach(() => local.close());

const changeGroup = (handle: string, body: object) => local.post(`/local/slack/usergroups/${handle}`, body);
const changeChannel = (name: string, body: object) => local.post(`/local/slack/channels/${name}`, body);
const events = () => local.testApp.received.map(({ payload }) => payload.event);
const handles = async (given: object = {}) =>
  (await local.client.usergroups.list(given)).usergroups?.map((group) => group.handle);
const members = async (usergroup: string) => (await local.client.usergroups.users.list({ usergroup })).users;

describe('a changed usergroup', () => {
  it('has other members, and the app is told who came and who went', async () => {
    expect(await changeGroup('payments-leads', { users: ['carol', 'U0DAVE'] })).toMatchObject({
      status: 200,
      json: { status: 200, usergroup: { handle: 'payments-leads', users: ['U0CAROL', 'U0DAVE'] } },
    });
    expect(await members('S0LEADS')).toEqual(['U0CAROL', 'U0DAVE']);
    expect(events()).toMatchObject([
      { type: 'subteam_updated', subteam: { id: 'S0LEADS', users: ['U0CAROL', 'U0DAVE'], user_count: 2 } },
      { type: 'subteam_members_changed', added_users: ['U0DAVE'], removed_users: ['U0BOB'] },
    ]);
  });

  it('may have nobody', async () => {
    await changeGroup('payments-leads', { users: [] });
    expect(await members('S0LEADS')).toEqual([]);
  });

  it('that is disabled vanishes from lists that do not ask for it, and can come back', async () => {
    await changeGroup('security', { deleted: true });
    expect(await handles()).toEqual(['payments-leads', 'platform-oncall']);
    expect(await handles({ include_disabled: true })).toContain('security');
    const listed = local.client.usergroups.users.list({ usergroup: 'S0SECURITY' });
    expect(await refusal(listed)).toMatchObject({ error: 'no_such_subteam' });
    expect(events()).toMatchObject([
      { type: 'subteam_updated', subteam: { date_delete: expect.toSatisfy((at) => at > 0) } },
    ]);
    await changeGroup('security', { deleted: false });
    expect(await members('S0SECURITY')).toEqual(['U0DAVE']);
  });

  it('is made where there was none, with thousands if need be; the event lists 500 and counts all', async () => {
    expect(await changeGroup('everyone', { users: ['bob'], generate: 2000 })).toMatchObject({ status: 200 });
    const { usergroups } = await local.client.usergroups.list({ include_users: true });
    const made = usergroups?.find((group) => group.handle === 'everyone');
    expect(made).toMatchObject({ user_count: 2001 });
    expect(made?.users).toHaveLength(2001);
    expect(await local.client.users.info({ user: made?.users?.at(-1) ?? '' })).toMatchObject({
      user: { is_bot: false, profile: { email: 'generated-2000@example.com' } },
    });
    expect((await changeGroup('everyone', { users: ['nobody'] })).json.error).toMatch(/and 1987 more\.$/);
    const [created] = events();
    expect(created).toMatchObject({ type: 'subteam_created', subteam: { user_count: 2001 } });
    expect(created?.subteam?.users).toHaveLength(500);
  });

  it('survives a restart', async () => {
    await changeGroup('security', { users: ['alice'] });
    local = await local.reopen();
    expect(await members('S0SECURITY')).toEqual(['U0ALICE']);
  });

  it('is refused with a sentence where there is none to change, or nobody has that name', async () => {
    expect(await changeGroup('nowhere', { deleted: true })).toMatchObject({
      status: 404,
      json: { error: expect.stringContaining('There is no usergroup "nowhere".') },
    });
    expect(await changeGroup('security', { users: ['nobody'] })).toMatchObject({ status: 404 });
    expect(await changeGroup('security', { generate: 0 })).toMatchObject({ status: 400 });
    expect(events()).toEqual([]);
  });
});

describe('a changed channel', () => {
  const post = (channel = 'C0REQUESTS') => local.client.chat.postMessage({ channel, text: 'x' });

  it('that is archived takes neither messages nor edits until it is taken back', async () => {
    const { ts = '' } = await post();
    expect(await changeChannel('access-requests', { archived: true })).toMatchObject({
      status: 200,
      json: { status: 200, channel: { id: 'C0REQUESTS', isArchived: true } },
    });
    expect(await refusal(post())).toMatchObject({ error: 'is_archived' });
    const edit = () => local.client.chat.update({ channel: 'C0REQUESTS', ts, text: 'y' });
    expect(await refusal(edit())).toMatchObject({ error: 'is_inactive' });
    await changeChannel('C0REQUESTS', { archived: false });
    await edit();
    expect(events()).toMatchObject([
      { type: 'channel_archive', channel: 'C0REQUESTS' },
      { type: 'channel_unarchive', channel: 'C0REQUESTS' },
    ]);
  });

  it('that the app was taken out of refuses it until it is back', async () => {
    await changeChannel('access-requests', { botMember: false });
    expect(await refusal(post())).toMatchObject({ error: 'not_in_channel' });
    await changeChannel('access-requests', { botMember: true });
    await post();
    const member = { user: 'U0K8SACCESS', channel: 'C0REQUESTS', channel_type: 'C' };
    expect(events()).toMatchObject([
      { type: 'member_left_channel', ...member },
      { type: 'channel_left', channel: 'C0REQUESTS' },
      { type: 'member_joined_channel', ...member },
    ]);
  });

  it('that is private and without the app is not there for it', async () => {
    await changeChannel('crew', { botMember: false });
    expect(await refusal(post('C0CREW'))).toMatchObject({ error: 'channel_not_found' });
    expect(events()).toMatchObject([{ type: 'member_left_channel' }, { type: 'group_left' }]);
  });

  it('sends no event for what is as it was, and stays over a restart', async () => {
    await changeChannel('access-requests', { archived: true });
    await changeChannel('access-requests', { archived: true, botMember: true });
    expect(events()).toHaveLength(1);
    local = await local.reopen();
    expect(await refusal(post())).toMatchObject({ error: 'is_archived' });
  });

  it('is refused with a sentence where it is not there, or is direct messages', async () => {
    expect(await changeChannel('nowhere', { archived: true })).toMatchObject({ status: 404 });
    expect(await changeChannel('dm-alice', { archived: true })).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('Direct messages cannot be archived') },
    });
  });
});

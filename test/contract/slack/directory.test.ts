import type { UsersListResponse } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, startTestSlack, type TestSlack } from '../../support/slack.ts';

let local: TestSlack;
beforeAll(async () => {
  local = await startTestSlack();
});
afterAll(() => local.close());

describe('users', () => {
  it('users.info tells guest, deactivated, bot and confirmed email apart', async () => {
    const info = async (user: string) => (await local.client.users.info({ user })).user;
    expect(await info('U0ALICE')).toMatchObject({
      name: 'alice',
      real_name: 'Alice Archer',
      tz: 'Europe/Berlin',
      deleted: false,
      is_restricted: false,
      is_bot: false,
      is_email_confirmed: true,
      profile: { email: 'alice@example.com' },
    });
    expect(await info('U0ERIN')).toMatchObject({ is_restricted: true });
    expect(await info('U0FRANK')).toMatchObject({ deleted: true });
    expect(await info('U0K8SACCESS')).toMatchObject({ is_bot: true });
    expect(await refusal(local.client.users.info({ user: 'alice' }))).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('users.list answers in pages that together hold everybody once', async () => {
    const names: unknown[] = [];
    for await (const page of local.client.paginate('users.list', { limit: 3 })) {
      names.push(...((page as UsersListResponse).members?.map((user) => user.name) ?? []));
    }
    expect(names.toSorted()).toEqual(['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'k8s-access']);
    expect(await refusal(local.client.users.list({ cursor: 'nonsense' }))).toMatchObject({
      error: 'invalid_cursor',
    });
  });

  it('users.lookupByEmail finds whoever is active, whatever the case of the letters', async () => {
    expect(await local.client.users.lookupByEmail({ email: 'Bob@Example.com' })).toMatchObject({
      user: { id: 'U0BOB' },
    });
    for (const email of ['frank@example.com', 'nobody@example.com']) {
      expect(await refusal(local.client.users.lookupByEmail({ email }))).toMatchObject({
        error: 'users_not_found',
      });
    }
  });
});

describe('usergroups', () => {
  it('usergroups.list names the members when asked', async () => {
    const { usergroups } = await local.client.usergroups.list({ include_users: true });
    expect(usergroups).toMatchObject([
      { handle: 'payments-leads', users: ['U0BOB', 'U0CAROL'], user_count: 2 },
      { handle: 'platform-oncall', users: ['U0CAROL'] },
      { handle: 'security', users: ['U0DAVE'] },
    ]);
    const bare = await local.client.usergroups.list();
    expect(bare.usergroups?.[0]).not.toHaveProperty('users');
  });

  it('usergroups.users.list leaves deactivated people out', async () => {
    expect(await local.client.usergroups.users.list({ usergroup: 'S0SECURITY' })).toMatchObject({
      users: ['U0DAVE'],
    });
    expect(await refusal(local.client.usergroups.users.list({ usergroup: 'S0NONE' }))).toMatchObject({
      error: 'no_such_subteam',
    });
  });
});

describe('conversations', () => {
  it('conversations.open opens direct messages with one active person', async () => {
    const open = (users: string) => local.client.conversations.open({ users });
    expect(await open('U0ALICE')).toMatchObject({ channel: { id: 'D0ALICE' } });
    expect(await refusal(open('U0NOBODY'))).toMatchObject({ error: 'user_not_found' });
    expect(await refusal(open('U0FRANK'))).toMatchObject({ error: 'user_disabled' });
    expect(await refusal(open('U0ALICE,U0BOB'))).toMatchObject({ error: 'invalid_arguments' });
  });

  it('conversations.info hides private channels that the app is not in', async () => {
    const info = (channel: string) => local.client.conversations.info({ channel });
    expect(await info('C0CREW')).toMatchObject({
      channel: { name: 'crew', is_private: true, is_member: true },
    });
    expect(await info('C0LOUNGE')).toMatchObject({ channel: { is_private: false, is_member: false } });
    expect(await info('D0ALICE')).toMatchObject({ channel: { is_im: true, user: 'U0ALICE' } });
    expect(await refusal(info('C0VAULT'))).toMatchObject({ error: 'channel_not_found' });
  });

  it('conversations.list filters by kind and archive', async () => {
    const names = async (given: object) => {
      const { channels } = await local.client.conversations.list(given);
      return channels?.map((channel) => channel.name);
    };
    expect(await names({})).toEqual(['access-requests', 'security-alerts', 'general', 'attic', 'lounge']);
    expect(await names({ exclude_archived: true, limit: 2 })).toEqual(['access-requests', 'security-alerts']);
    expect(await names({ types: 'private_channel' })).toEqual(['crew']);
  });

  it('conversations.members lists the members', async () => {
    expect(await local.client.conversations.members({ channel: 'C0CREW' })).toMatchObject({
      members: ['U0BOB', 'U0K8SACCESS'],
    });
    expect(await refusal(local.client.conversations.members({ channel: 'C0NONE' }))).toMatchObject({
      error: 'channel_not_found',
    });
  });
});

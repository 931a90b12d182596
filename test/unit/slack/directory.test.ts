import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { slackDirectory } from '../../../shared/adapters/slack/directory.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Directory } from '../../../shared/usecases/ports.ts';
import { dave, member, named, usergroup } from '../../support/records.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';

let local: TestSlack;
let directory: Directory;

beforeAll(async () => {
  local = await startTestSlack();
  directory = slackDirectory(openSlackClient(botToken, `${local.slack.url}/api/`));
});
afterAll(() => local.close());

const handles = (...names: readonly string[]) => names as readonly UsergroupHandle[];

describe('a profile', () => {
  it('carries the ids, the name and the confirmed email', async () => {
    expect(await directory.profile('U0ALICE')).toEqual({
      teamId: 'T0EXAMPLE',
      userId: 'U0ALICE',
      name: 'Alice Archer',
      email: 'alice@example.com',
      emailConfirmed: true,
      deactivated: false,
      bot: false,
      guest: false,
      stranger: false,
    });
  });

  it('is nothing for an account that Slack does not know', async () => {
    expect(await directory.profile('U0NOBODY')).toBeUndefined();
  });

  it('is found by the address of somebody who came over the command line while Slack was down', async () => {
    expect(await directory.profile('alice@example.com')).toMatchObject({ userId: 'U0ALICE' });
    expect(await directory.profile('nobody@example.com')).toBeUndefined();
    expect(await directory.profile('frank@example.com')).toBeUndefined();
  });

  it('tells guests, deactivated people and bots', async () => {
    expect(await directory.profile('U0ERIN')).toMatchObject({ guest: true });
    expect(await directory.profile('U0FRANK')).toMatchObject({ deactivated: true });
    expect(await directory.profile('U0K8SACCESS')).toMatchObject({ bot: true, email: '' });
  });

  it.each([
    [{ team_id: 'T0OTHER' }, { stranger: true }],
    [{ is_stranger: true }, { stranger: true }],
    [{ is_ultra_restricted: true }, { guest: true }],
    [{ is_email_confirmed: false }, { emailConfirmed: false }],
  ])('with %j is read anew', async (change, seen) => {
    const { people } = local.slack.workspace;
    const before = people.find('U0DAVE');
    people.change(before, change);
    expect(await directory.profile('U0DAVE')).toMatchObject(seen);
    people.change(people.find('U0DAVE'), {
      team_id: before.team_id,
      is_stranger: before.is_stranger,
      is_ultra_restricted: before.is_ultra_restricted,
      is_email_confirmed: before.is_email_confirmed,
    });
  });
});

describe('usergroups', () => {
  it('are those that the account is in, among those asked for', async () => {
    const among = handles('payments-leads', 'platform-oncall', 'security');
    expect(await directory.usergroupsOf('U0CAROL', among)).toEqual(
      new Set(['payments-leads', 'platform-oncall']),
    );
    expect(await directory.usergroupsOf('U0BOB', handles('security'))).toEqual(new Set());
  });

  it('that do not exist have no members', async () => {
    expect(await directory.usergroupsOf('U0BOB', handles('no-such-group', 'payments-leads'))).toEqual(
      new Set(['payments-leads']),
    );
  });

  it('do not count for a deactivated account', async () => {
    expect(await directory.usergroupsOf('U0FRANK', handles('security'))).toEqual(new Set());
  });
});

describe('the rosters of approvers’ sources', () => {
  const leads = usergroup('payments-leads');

  it('are the accounts in a usergroup and the account of a named person, in the order asked for', async () => {
    expect(await directory.rostersOf([named(dave), leads])).toEqual([
      { source: 'dave@example.com', found: true, members: ['U0DAVE'] },
      { source: leads, found: true, members: ['U0BOB', 'U0CAROL'] },
    ]);
  });

  it('leave deactivated people out, in a usergroup or named', async () => {
    expect(await directory.rostersOf([usergroup('security'), named(member('frank'))])).toEqual([
      { source: '@security', found: true, members: ['U0DAVE'] },
      { source: 'frank@example.com', found: false },
    ]);
  });

  it('say which usergroup and which address is not there any more', async () => {
    expect(await directory.rostersOf([usergroup('gone'), named(member('nobody'))])).toEqual([
      { source: '@gone', found: false },
      { source: 'nobody@example.com', found: false },
    ]);
  });

  it('follow the address: who has another one now is no longer found by the old one', async () => {
    const { people } = local.slack.workspace;
    people.change(people.find('U0DAVE'), { email: 'dave.dyer@example.com' });
    expect(await directory.rostersOf([named(dave)])).toEqual([{ source: 'dave@example.com', found: false }]);
    people.change(people.find('U0DAVE'), { email: dave.person.email });
  });

  it('are not guessed where Slack does not answer', async () => {
    const nowhere = slackDirectory(openSlackClient(botToken, 'http://127.0.0.1:9/api/'));
    await expect(nowhere.rostersOf([named(dave)])).rejects.toMatchObject({ name: 'SlackCallError' });
  });
});

describe('a Slack that does not help', () => {
  it.each([
    ['refuses the token', () => openSlackClient('xoxb-wrong', `${local.slack.url}/api/`), 'invalid_auth'],
    ['is not there', () => openSlackClient(botToken, 'http://127.0.0.1:9/api/'), 'nothing'],
  ])('is an error when it %s, and the token is not in its words', async (_, open, code) => {
    const failure = await slackDirectory(open())
      .profile('U0ALICE')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'SlackCallError', code });
    expect(String(failure)).not.toContain('xoxb');
  });
});

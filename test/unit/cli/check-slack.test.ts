import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, lineOf } from '../../support/access-file.ts';
import { filesOfTests, k8sAccess } from '../../support/command-line.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';

const file = filesOfTests();
let workspace: TestSlack;
beforeAll(async () => {
  workspace = await startTestSlack();
});
afterAll(() => workspace.close());

const slack = (token = botToken) => ({
  SLACK_BOT_TOKEN: token,
  SLACK_API_URL: `${workspace.slack.url}/api/`,
});

/** What is said about the example estate after a change. */
const checked = (right: string, wrong: string) => {
  if (!example.includes(right)) throw new Error(`the example has no ${right}`);
  const config = file(
    'access.yaml',
    example.replace(right, () => wrong),
  );
  return k8sAccess(['policy', 'check', '--slack', '--config', config], slack());
};

describe('policy check --slack', () => {
  it('says nothing when all that the policy names is there', async () => {
    expect(await k8sAccess(['policy', 'check', '--slack'], slack())).toEqual({ code: 0, out: '', err: '' });
  });

  const leads = 'usergroups: [payments-leads], quorum: 1';
  const channel = 'approvalsChannel: access-requests';
  it.each([
    [
      'an unknown usergroup',
      leads,
      'usergroups: [payment-leads], quorum: 1',
      'Slack has no usergroup @payment-leads. Did you mean payments-leads? Create it, or name another.',
    ],
    [
      'an unknown usergroup of requesters',
      'when: { environments: [prod], roles: [admin]',
      'when: { requesters: { usergroups: [admins] }, environments: [prod], roles: [admin]',
      'rules.3.when.requesters.usergroups.0: Slack has no usergroup @admins. Create it, or name another.',
    ],
    [
      'an unknown usergroup of security',
      'securityUsergroup: security',
      'securityUsergroup: secruity',
      'slack.securityUsergroup: Slack has no usergroup @secruity. Did you mean security?',
    ],
    [
      'a quorum larger than the group',
      leads,
      'usergroups: [payments-leads], quorum: 3',
      'rules.2.approval.stages.0.quorum: 3 of @payments-leads can never be reached: 2 can approve here, as nobody counts in two stages. Lower the quorum, or add members.',
    ],
    [
      'two stages that want the same person',
      leads,
      'usergroups: [security], quorum: 1 }\n        - { usergroups: [security], quorum: 1',
      'rules.2.approval.stages.1.quorum: 1 of @security can never be reached: 0 can approve here',
    ],
    [
      'a channel that does not exist',
      channel,
      'approvalsChannel: acces-requests',
      'slack.approvalsChannel: Slack shows the bot no channel #acces-requests. Did you mean access-requests? Create it; if it is private, type `/invite @k8s-access` there.',
    ],
    [
      'a private channel without the bot',
      channel,
      'approvalsChannel: vault',
      'Slack shows the bot no channel #vault. Create it; if it is private, type `/invite @k8s-access` there.',
    ],
    [
      'a channel without the bot',
      channel,
      'approvalsChannel: lounge',
      'The bot is not in #lounge. Type `/invite @k8s-access` there.',
    ],
    [
      'an archived channel',
      channel,
      'approvalsChannel: attic',
      'Channel #attic is archived. Unarchive it, or name another.',
    ],
  ])('%s is a mistake with its place', async (_, right, wrong, problem) => {
    const { code, out, err } = await checked(right, wrong);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(problem);
    expect(err).toMatch(/access\.yaml:\d+:\d+: .+\n {2}\d+ \| .+\n +\| +\^+\n/);
  });

  it('a usergroup whose only member is deactivated, or a guest, has nobody', async () => {
    const change = (body: object) => workspace.post('/local/slack/users/U0DAVE', body);
    for (const [gone, back] of [
      [{ deleted: true }, { deleted: false }],
      [{ is_restricted: true }, { is_restricted: false }],
    ]) {
      await change(gone ?? {});
      const { code, err } = await k8sAccess(['policy', 'check', '--slack'], slack());
      await change(back ?? {});
      expect(code).toBe(1);
      expect(err).toContain(
        `access.yaml:${lineOf('securityUsergroup')}:22: slack.securityUsergroup: Usergroup @security has no active member, guests and bots not counted. Add one, or name another.\n`,
      );
      expect(err.match(/@security has no active member/g)).toHaveLength(2);
    }
  });

  it('ends with 2 when Slack does not answer, and never prints the token', async () => {
    const wrong = await k8sAccess(['policy', 'check', '--slack'], slack('xoxb-wrong'));
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/answered invalid_auth\. Slack could not be asked: /);
    expect(wrong.err).not.toContain('xoxb');
    const nobody = { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: 'http://127.0.0.1:1/api/' };
    expect(await k8sAccess(['policy', 'check', '--slack'], nobody)).toMatchObject({ code: 2, out: '' });
  });

  it('wants a token', async () => {
    const { code, err } = await k8sAccess(['policy', 'check', '--slack'], { SLACK_BOT_TOKEN: '' });
    expect(code).toBe(2);
    expect(err).toMatch(/^--slack needs the bot's token in SLACK_BOT_TOKEN\.\n/);
  });
});

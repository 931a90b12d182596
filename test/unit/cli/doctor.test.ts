import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPagerDuty } from '../../../cli/doctor/check-pagerduty.ts';
import { checkSlack } from '../../../cli/doctor/check-slack.ts';
import { openWorkspace } from '../../../cli/policy/check/slack/workspace.ts';
import { PagerDutyCallError } from '../../../shared/adapters/pagerduty/rest-api.ts';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { example } from '../../support/access-file.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';

const config = parseAccessConfig(example, 'access.yaml');
let workspace: TestSlack;
beforeAll(async () => {
  workspace = await startTestSlack();
});
afterAll(() => workspace.close());
const slack = (token = botToken) => openWorkspace(token, `${workspace.slack.url}/api/`);

describe('the doctor about Slack', () => {
  it('is content where the bot has its scopes and is in the channels', async () => {
    expect((await checkSlack(config, slack())).map(({ outcome }) => outcome)).toEqual(['well', 'well']);
  });

  it('names the scopes that are missing, and where to add them', async () => {
    const lacking = { ...slack(), scopes: async () => ['commands', 'chat:write', 'users:read'] };
    expect((await checkSlack(config, lacking))[0]).toEqual({
      subject: 'slack',
      outcome: 'problem',
      says: 'The bot lacks channels:read, groups:read, im:write, usergroups:read, users:read.email. Add them under OAuth & Permissions of the Slack app, and install it anew.',
    });
  });

  it('names a channel that the bot is not in', async () => {
    const elsewhere = { ...config, approvalsChannel: 'nowhere' };
    expect(await checkSlack(elsewhere, slack())).toContainEqual({
      subject: 'slack',
      outcome: 'problem',
      says: expect.stringContaining('Slack shows the bot no channel #nowhere.'),
    });
  });

  it('says of a wrong token which to give', async () => {
    expect(await checkSlack(config, slack('xoxb-wrong'))).toEqual([
      {
        subject: 'slack',
        outcome: 'problem',
        says: "Slack's auth.test answered invalid_auth. See that SLACK_BOT_TOKEN is the token of the bot.",
      },
    ]);
  });
});

describe('the doctor about PagerDuty', () => {
  const schedules = config.pagerDutySchedules ?? new Map();
  const says = async (hasSchedule: () => Promise<boolean>) =>
    (await checkPagerDuty(schedules, { hasSchedule })).map(
      ({ outcome, says: text }) => `${outcome}: ${text}`,
    );

  it('looks for each schedule', async () => {
    expect(await says(async () => true)).toEqual(['well: The schedule platform-primary is there.']);
    expect(await says(async () => false)).toEqual([
      'problem: There is no schedule PLATFRM, which access.yaml calls platform-primary. Correct its id.',
    ]);
  });

  it('says of a refused key which to give, and of no answer that there was none', async () => {
    const refused = new PagerDutyCallError('PagerDuty answered with status 401');
    expect(await says(() => Promise.reject(refused))).toEqual([
      'problem: PagerDuty answered with status 401. See that PAGERDUTY_API_TOKEN is a read-only key of the REST API.',
    ]);
    expect(await says(() => Promise.reject(new TypeError('fetch failed')))).toEqual([
      'problem: PagerDuty did not answer. Look whether you can reach it, and try again.',
    ]);
  });
});

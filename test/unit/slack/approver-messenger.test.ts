import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackApproverMessenger } from '../../../shared/adapters/slack/approver-messenger.ts';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { slackMessenger } from '../../../shared/adapters/slack/messenger.ts';
import type { Asking } from '../../../shared/domain/askings.ts';
import { awsAccount, type Person } from '../../../shared/domain/person.ts';
import type { InStatus } from '../../../shared/domain/request.ts';
import type { ApproverMessenger } from '../../../shared/usecases/approver-ports.ts';
import { bob, usergroup } from '../../support/records.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';
import { requestIn } from '../../support/stories.ts';

let local: TestSlack;
let messenger: ApproverMessenger;
let request: InStatus<'pending'>;

beforeEach(async () => {
  local = await startTestSlack();
  const slack = openSlackClient(botToken, `${local.slack.url}/api/`);
  messenger = slackApproverMessenger(slack);
  const cards = slackMessenger(slack, { approvalsChannel: 'access-requests' });
  const { place: card } = await cards.postCard(requestIn('pending'), 'seen', 'approvals');
  request = { ...requestIn('pending'), card };
});
afterEach(() => local.close());

const reminder = (userId: string): Asking => ({ kind: 'reminder', key: `reminder-${userId}`, userId });
const messagesIn = (name: string) =>
  local.slack.state().channels.find((channel) => channel.name === name)?.messages ?? [];

describe('asking one person', () => {
  it('brings the card’s buttons and a link to it', async () => {
    const place = await messenger.ask(request, reminder(bob.person.userId));
    const [message] = messagesIn('dm-bob');
    expect(place).toEqual({ channel: expect.stringMatching(/^D/), ts: message?.ts });
    const shown = JSON.stringify(message);
    for (const action of ['approve', 'deny', 'hand-over']) expect(shown).toContain(`"action_id":"${action}"`);
    expect(shown).toContain('<https://example.slack.com/archives/C0REQUESTS/p');
  });

  it('who was deactivated counts as done', async () => {
    expect(await messenger.ask(request, reminder('U0FRANK'))).toBeUndefined();
  });

  it('is not done while Slack does not answer', async () => {
    const away = slackApproverMessenger(openSlackClient(botToken, 'http://127.0.0.1:9/api/'));
    await expect(away.ask(request, reminder('U0BOB'))).rejects.toMatchObject({ name: 'SlackCallError' });
  });

  it('is settled in its place: no buttons, and what became of the request', async () => {
    const place = await messenger.ask(request, reminder('U0BOB'));
    if (place === undefined) throw new Error('bob is there');
    await messenger.settle(requestIn('denied'), place);
    const [message, ...others] = messagesIn('dm-bob');
    expect(others).toEqual([]);
    expect(JSON.stringify(message)).not.toContain('"button"');
    expect(JSON.stringify(message)).toContain('<@U0BOB> denied the request');
    await messenger.settle(requestIn('denied'), { ...place, ts: '1.000001' });
  });
});

describe('under the card', () => {
  const sources = [usergroup('security')] as const;
  const escalated = {
    at: requestIn('pending').requestedAt,
    to: sources,
    why: { kind: 'unanswered' },
  } as const;

  it('those who are asked are mentioned, in the card’s thread', async () => {
    await messenger.note(request, { kind: 'escalated', sources, escalated }, ['U0CAROL']);
    expect(messagesIn('access-requests').at(-1)).toMatchObject({
      threadTs: request.card?.ts,
      text: expect.stringContaining('Escalated to <!subteam^S0SECURITY>, <@U0CAROL>, because nobody decided'),
    });
  });

  it('nothing more is said where the channel was archived', async () => {
    const { channels } = local.slack.workspace;
    channels.change(channels.find('access-requests'), { archived: true });
    await messenger.note(request, { kind: 'escalated', sources, escalated }, []);
  });
});

describe('that nobody can approve', () => {
  const gone = usergroup('payments-leads');
  const shortage = { approvers: [gone], gone: [gone], lacking: 1 } as const;
  const strandedFor = (requester: Person) => ({
    ...{ ...request, requester },
    stranded: { at: request.requestedAt, shortages: [shortage] } as const,
  });

  it('is said to the requester, with whom to tell', async () => {
    await messenger.tellStranded(strandedFor(request.requester));
    const shown = JSON.stringify(messagesIn('dm-alice'));
    expect(shown).toContain('usergroup @payments-leads does not exist any more');
    expect(shown).toContain('Tell your platform team');
  });

  it('reaches a requester whom only their address names, because they asked while Slack was down', async () => {
    const { requester } = request;
    await messenger.tellStranded(strandedFor({ ...requester, ...awsAccount(requester.email) }));
    expect(messagesIn('dm-alice')).toHaveLength(1);
  });
});

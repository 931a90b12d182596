import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { slackMessenger } from '../../../shared/adapters/slack/messenger.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Messenger } from '../../../shared/usecases/ports.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';
import { requestIn } from '../../support/stories.ts';

let local: TestSlack;
let messenger: Messenger;

beforeEach(async () => {
  local = await startTestSlack();
  messenger = slackMessenger(openSlackClient(botToken, `${local.slack.url}/api/`), 'access-requests');
});
afterEach(() => local.close());

const messagesIn = (name: string) =>
  local.slack.state().channels.find((channel) => channel.name === name)?.messages ?? [];

const carded = (request: Request, card: { channel: string; ts: string }): Request => ({ ...request, card });

describe('the card', () => {
  it('stands in the approvals channel and mentions the approvers', async () => {
    const card = await messenger.postCard(requestIn('pending'), 'seen');
    expect(card).toEqual({ channel: 'C0REQUESTS', ts: expect.any(String) });
    expect(messagesIn('access-requests')).toHaveLength(1);
    expect(JSON.stringify(messagesIn('access-requests'))).toContain('<!subteam^S0LEADS>');
  });

  it('is brought up to the record in its place, buttons gone', async () => {
    const card = await messenger.postCard(requestIn('pending'), 'seen');
    for (const status of ['approved', 'closing', 'ended', 'withdrawn'] as const) {
      await messenger.updateCard(carded(requestIn(status), card));
      const [message, ...others] = messagesIn('access-requests');
      expect(others).toEqual([]);
      expect(JSON.stringify(message)).not.toContain('"button"');
    }
    expect(JSON.stringify(messagesIn('access-requests'))).toContain('Withdrawn');
  });

  it('is not updated where there is none', async () => {
    await messenger.updateCard(requestIn('active'));
    expect(messagesIn('access-requests')).toEqual([]);
  });

  it('that somebody deleted counts as updated', async () => {
    await messenger.updateCard(carded(requestIn('active'), { channel: 'C0REQUESTS', ts: '1.000001' }));
  });
});

describe('the requester', () => {
  it('hears in a direct message that access is open', async () => {
    await messenger.tellRequester(requestIn('active'));
    expect(messagesIn('dm-alice')).toHaveLength(1);
    expect(JSON.stringify(messagesIn('dm-alice'))).toContain('aws eks update-kubeconfig');
  });

  it('hears nothing while nothing has become of the request', async () => {
    for (const status of ['pending', 'approved', 'closing', 'withdrawn'] as const) {
      await messenger.tellRequester(requestIn(status));
    }
    expect(messagesIn('dm-alice')).toEqual([]);
  });

  it('who was deactivated meanwhile counts as told', async () => {
    const { people } = local.slack.workspace;
    people.change(people.find('U0ALICE'), { deleted: true });
    await messenger.tellRequester(requestIn('ended'));
  });

  it('is not counted as told when Slack failed', async () => {
    const away = slackMessenger(openSlackClient(botToken, 'http://127.0.0.1:9/api/'), 'access-requests');
    await expect(away.tellRequester(requestIn('ended'))).rejects.toThrow('conversations.open');
  });
});

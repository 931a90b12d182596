import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardChannels } from '../../../shared/adapters/slack/channels.ts';
import { openSlackClient } from '../../../shared/adapters/slack/client.ts';
import { slackMessenger } from '../../../shared/adapters/slack/messenger.ts';
import type { LiveMessage, Messenger } from '../../../shared/usecases/ports.ts';
import { botToken, startTestSlack, type TestSlack } from '../../support/slack.ts';
import { requestIn } from '../../support/stories.ts';

let local: TestSlack;
let messenger: Messenger;

const channels = { approvalsChannel: 'access-requests', fallbackChannel: 'security-alerts' };
const messengerFor = (named: CardChannels, url = `${local.slack.url}/api/`) =>
  slackMessenger(openSlackClient(botToken, url), named);

beforeEach(async () => {
  local = await startTestSlack();
  messenger = messengerFor(channels);
});
afterEach(() => local.close());

const messagesIn = (name: string) =>
  local.slack.state().channels.find((channel) => channel.name === name)?.messages ?? [];

const nowhere: LiveMessage = { kind: 'card', place: { channel: 'C0REQUESTS', ts: '1.000001' } };

describe('the card', () => {
  it('stands in the approvals channel and mentions the approvers', async () => {
    const { place } = await messenger.postCard(requestIn('pending'), 'seen', 'approvals');
    expect(place).toEqual({ channel: 'C0REQUESTS', ts: expect.any(String) });
    expect(messagesIn('access-requests')).toHaveLength(1);
    expect(JSON.stringify(messagesIn('access-requests'))).toContain('<!subteam^S0LEADS>');
  });

  it('is brought up to the record in its place, buttons gone', async () => {
    const { place } = await messenger.postCard(requestIn('pending'), 'seen', 'approvals');
    for (const status of ['approved', 'closing', 'ended', 'withdrawn'] as const) {
      await messenger.update({ kind: 'card', place }, requestIn(status));
      const [message, ...others] = messagesIn('access-requests');
      expect(others).toEqual([]);
      expect(JSON.stringify(message)).not.toContain('"button"');
    }
    expect(JSON.stringify(messagesIn('access-requests'))).toContain('Withdrawn');
  });

  it('is not edited where it shows the record already', async () => {
    const { place, shows } = await messenger.postCard(requestIn('pending'), 'unreachable', 'approvals');
    const card = { kind: 'card', place } as const;
    expect(await messenger.update(card, requestIn('pending'), shows)).toBe(shows);
    const shown = await messenger.update(card, requestIn('denied'), shows);
    const edited = local.slack.workspace.messages.find(place.channel, place.ts)?.editedTs;
    expect(edited).toBeDefined();
    expect(await messenger.update(card, requestIn('denied'), shown)).toBe(shown);
    expect(local.slack.workspace.messages.find(place.channel, place.ts)?.editedTs).toBe(edited);
  });

  it('that somebody deleted counts as updated', async () => {
    await messenger.update(nowhere, requestIn('active'));
  });

  it.each([
    ['is archived', 'attic', 'is_archived'],
    ['does not have the bot', 'lounge', 'not_in_channel'],
    ['is gone', 'no-such-channel', 'channel_not_found'],
  ])('cannot be posted in a channel that %s, which is said by name', async (_, channel, problem) => {
    const posting = messengerFor({ approvalsChannel: channel }).postCard(
      requestIn('pending'),
      'seen',
      'approvals',
    );
    await expect(posting).rejects.toMatchObject({ name: 'ChannelUnusableError', channel, problem });
  });

  it('goes to the channel that stands in, where the config names one', async () => {
    await messenger.postCard(requestIn('pending'), 'seen', 'fallback');
    expect(messagesIn('security-alerts')).toHaveLength(1);
    const without = messengerFor({ approvalsChannel: 'access-requests' });
    const posting = without.postCard(requestIn('pending'), 'seen', 'fallback');
    await expect(posting).rejects.toThrow('access.yaml names none');
  });

  it.each([
    ['C0REQUESTS', true],
    ['C0ATTIC', false],
    ['C0LOUNGE', false],
    ['C0VAULT', false],
    ['C0GONE', false],
  ])('in channel %s is seen: %s', async (channel, seen) => {
    expect(await messenger.isCardSeen({ channel, ts: '1.000001' })).toBe(seen);
  });
});

describe('the requester', () => {
  it('hears in a direct message that access is open, and later that it was', async () => {
    const told = await messenger.tellRequester(requestIn('active'));
    expect(JSON.stringify(messagesIn('dm-alice'))).toContain('aws eks update-kubeconfig');
    if (told === undefined) throw new Error('alice is there');
    await messenger.update({ kind: 'opening', place: told.place }, requestIn('ended'), told.shows);
    expect(messagesIn('dm-alice')).toHaveLength(1);
    expect(JSON.stringify(messagesIn('dm-alice'))).toContain('Your access was open');
    expect(JSON.stringify(messagesIn('dm-alice'))).not.toContain('"button"');
  });

  it('is warned of the end with buttons, which go when it has come', async () => {
    const open = requestIn('active');
    const { closesAt } = open.window;
    const warned = await messenger.warnRequester(open);
    expect(JSON.stringify(messagesIn('dm-alice'))).toMatch(/"extend".+"release"/);
    if (warned === undefined) throw new Error('alice is there');
    await messenger.update({ kind: 'ending', place: warned.place, closesAt }, requestIn('closing'));
    expect(JSON.stringify(messagesIn('dm-alice'))).not.toContain('"button"');
  });

  it('hears that nobody was asked', async () => {
    await messenger.tellNobodyAsked(requestIn('pending'));
    expect(JSON.stringify(messagesIn('dm-alice'))).toContain('Nobody was asked yet');
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
    expect(await messenger.tellRequester(requestIn('ended'))).toBeUndefined();
  });

  it('is not counted as told when Slack failed', async () => {
    const away = messengerFor(channels, 'http://127.0.0.1:9/api/');
    await expect(away.tellRequester(requestIn('ended'))).rejects.toThrow('conversations.open');
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  cardOf,
  directMessages,
  messageIn,
  ourBindings,
  type PlatformState,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click, openWindowFor } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());
afterEach(() => fetch(`${platform.url}/local/faults`, { method: 'DELETE' }));

const minutes = (count: number) => platform.advance(count * 60);

/** All that stands in alice's direct messages of this request, oldest first, as JSON. */
function toldAbout(state: PlatformState, id: string): readonly string[] {
  const channel = state.slack.channels.find(({ name }) => name === 'dm-alice');
  return (channel?.messages ?? [])
    .filter(({ ephemeralTo }) => ephemeralTo === undefined)
    .map((message) => JSON.stringify(message))
    .filter((text) => text.includes(id));
}

const hasButtons = (text: string) => text.includes('"type":"button"');

describe('ten minutes before the end', () => {
  it('the holder is warned with buttons, and when the end has come no button is left', async () => {
    const id = await openWindowFor(platform);
    await minutes(49);
    expect(toldAbout(await platform.state(), id).join()).not.toContain('ends soon');
    await minutes(1);
    const warned = toldAbout(await platform.state(), id);
    expect(warned.at(-1)).toContain('Your access ends soon');
    expect(warned.at(-1)).toMatch(/"action_id":"extend".+"action_id":"release"/);
    await minutes(10);
    const state = await platform.state();
    expect(statusOf(state, id)).toBe('ended');
    expect(toldAbout(state, id).filter(hasButtons)).toEqual([]);
    expect(toldAbout(state, id).join()).toMatch(/Your access was open.+has ended.+Your access is over/);
  });

  it('a click on the warning releases, and the warning then has no button', async () => {
    const id = await openWindowFor(platform);
    await minutes(50);
    const isWarning = ({ text }: { text: string }) => text.includes('ends soon') && text.includes(id);
    const warning = messageIn(await platform.state(), 'dm-alice', isWarning);
    await platform.action('alice', warning, 'release', id);
    const state = await platform.until('its buttons are gone', (now) =>
      toldAbout(now, id).every((text) => !hasButtons(text)),
    );
    expect(statusOf(state, id)).toBe('ended');
  });

  it('a window of a quarter of an hour is not warned of; it said both at the opening', async () => {
    const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 15m a short one');
    await platform.advance(0);
    const [opening] = toldAbout(await platform.state(), id);
    expect(opening).toMatch(/"action_id":"extend".+"action_id":"release"/);
    await minutes(14);
    expect(toldAbout(await platform.state(), id)).toHaveLength(1);
    await minutes(1);
  });
});

describe('a Slack that asks to be left alone', () => {
  it('is told of an opening when it may be, and the access does not wait for it', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h busy slack');
    await platform.fault({ target: 'slack.chat.postMessage', error: 429, times: 1000 });
    await click(platform, 'bob', 'approve', id);
    await platform.until('it is active', (state) => statusOf(state, id) === 'active');
    expect(toldAbout(await platform.state(), id)).toEqual([]);
    await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
    await minutes(3);
    expect(toldAbout(await platform.state(), id)).toEqual([expect.stringContaining('Your access is open')]);
    await minutes(60);
  });

  it('is asked again within the invocation where the wait is short', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h busy for a second');
    await platform.fault({ target: 'slack.chat.postMessage', error: 429 });
    await click(platform, 'bob', 'approve', id);
    await platform.until('alice is told', (state) => toldAbout(state, id).length === 1);
    await minutes(60);
  });
});

describe('a Slack that is down at the end', () => {
  it('does not delay it, and hours later the card and the messages say so', async () => {
    const id = await openWindowFor(platform);
    await minutes(59);
    await platform.fault({ target: 'slack', error: 'timeout', times: 1_000_000 });
    await minutes(1);
    const over = await platform.state();
    expect(statusOf(over, id)).toBe('ended');
    expect(ourBindings(over, 'prod-eu')).toEqual([]);
    expect(cardOf(over, id).text).toContain('Access is open');
    await minutes(120);
    await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
    await minutes(15);
    const state = await platform.state();
    expect(cardOf(state, id).text).toContain('Access is over');
    expect(toldAbout(state, id).filter(hasButtons)).toEqual([]);
    expect(directMessages(state, 'alice').at(-1)).toContain('is over');
  });
});

describe('changes that come at once', () => {
  it('cost few edits, and the card ends with the newest', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu checkout admin 30m rotate the certificate');
    const updates = await editsDuring(async () => {
      const clicks = ['bob', 'carol', 'dave', 'bob', 'dave', 'carol'];
      await Promise.all(clicks.map((user) => click(platform, user, 'approve', id)));
      await platform.until('the card says that it is open', (state) =>
        cardOf(state, id).text.includes('Access is open'),
      );
    });
    // Two approvals and the opening are three changes that people see; six clicks woke the function.
    expect(updates).toBeLessThanOrEqual(3);
    await minutes(30);
  });
});

/** How many times our functions called chat.update meanwhile: a fault that only delays counts them. */
async function editsDuring(action: () => Promise<void>): Promise<number> {
  const times = 1000;
  await platform.fault({ target: 'slack.chat.update', delayMs: 1, times });
  await action();
  const response = await fetch(`${platform.url}/local/faults`);
  const text = JSON.stringify(await response.json());
  const left = z.coerce.number().parse(/"slack\.chat\.update","times":(\d+)/.exec(text)?.[1]);
  return times - left;
}

describe('a card whose channel cannot be used', () => {
  it('goes to the channel that stands in, where a click decides as ever', async () => {
    await platform.fault({ target: 'slack.chat.postMessage', error: 'is_archived' });
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h archived channel');
    const holdsId = ({ text }: { text: string }) => text.includes(id);
    const card = messageIn(await platform.state(), 'security-alerts', holdsId);
    await platform.action('bob', card, 'approve', id);
    await platform.until('it is active', (state) => statusOf(state, id) === 'active');
    await minutes(60);
    expect(messageIn(await platform.state(), 'security-alerts', holdsId).text).toContain('Access is over');
  });

  it('where there is none is told to the requester, and asked as soon as there is one', async () => {
    await platform.fault({ target: 'slack.chat.postMessage', error: 'not_in_channel', times: 2 });
    const answer = await platform.command('alice', 'request prod-eu payments edit 1h no channel at all');
    const id = /`([0-9a-z]{12})`/.exec(JSON.stringify(answer.response))?.[1] ?? '';
    await platform.until('alice is told', (state) =>
      toldAbout(state, id).join().includes('Nobody was asked yet'),
    );
    await minutes(1);
    expect(cardOf(await platform.state(), id).text).toContain('Approval needed');
    await click(platform, 'bob', 'deny', id);
  });
});

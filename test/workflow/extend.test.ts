import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askForMore,
  endOf,
  extend,
  extensionsOf,
  untilExtensionIs,
} from '../support/extensions-on-platform.ts';
import {
  cardOf,
  directMessages,
  factsOf,
  hasKubectl,
  ourBindings,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { click, deny, openWindowFor, recordOf, requestIdIn, said } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

/** Gives back whatever is open, so that the next test begins with nothing. */
async function end(id: string): Promise<void> {
  await platform.command('alice', `release ${id}`);
  await platform.until(`${id} is over`, (state) => statusOf(state, id) === 'ended');
}

const minutesLater = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

describe('extend', () => {
  it.skipIf(!hasKubectl)('keeps kubectl working past the old end, and not past the new one', async () => {
    const id = await openWindowFor(platform);
    const before = endOf(await platform.state(), id);
    await extend(platform, id);
    const state = await platform.state();
    const after = endOf(state, id);
    expect(after).toBe(minutesLater(before, 30));
    const seconds = (instant: string) => (Date.parse(instant) - Date.parse(state.now)) / 1000;
    const get = () => platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments');
    await platform.advance(seconds(before) + 60);
    expect(statusOf(await platform.state(), id)).toBe('active');
    expect((await get()).ok).toBe(true);
    await platform.advance(30 * 60);
    expect(await get()).toMatchObject({ ok: false, output: expect.stringMatching(/Unauthorized|Forbidden/) });
    const over = await platform.state();
    expect(recordOf(over, id)).toMatchObject({ status: 'ended', cause: 'expired', closesAt: after });
    expect(ourBindings(over, 'prod-eu')).toEqual([]);
    expect(factsOf(over, id).slice(-4)).toEqual(['extension-asked', 'extended', 'closing', 'closed']);
  });

  it('needs the approval that a request needs, says what it is on its card, and tells the new end', async () => {
    const id = await openWindowFor(platform);
    const before = endOf(await platform.state(), id);
    const extension = await askForMore(platform, id, '1h <!channel> not done');
    const asked = cardOf(await platform.state(), extension).text;
    expect(asked).toContain(`Extension of \`${id}\`: until now to `);
    expect(asked).toContain('whole window `2h` of at most `4h`');
    expect(asked).toContain('&lt;!channel&gt; not done');
    expect(said(await click(platform, 'alice', 'approve', extension))).toContain('This is your own request');
    expect(endOf(await platform.state(), id)).toBe(before);
    await click(platform, 'bob', 'approve', extension);
    const state = await untilExtensionIs(platform, id, extension, 'applied');
    expect(endOf(state, id)).toBe(minutesLater(before, 60));
    const [binding] = ourBindings(state, 'prod-eu');
    expect(binding?.metadata).toMatchObject({ name: `k8s-access-${id}` });
    const told = await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your access was extended')),
    );
    const newEnd = String(Math.floor(Date.parse(minutesLater(before, 60)) / 1000));
    const shown = await platform.until(
      'both cards say so',
      (now) =>
        cardOf(now, extension).text.includes('was extended to') && cardOf(now, id).text.includes(newEnd),
    );
    expect(cardOf(shown, extension).text).not.toContain('"button"');
    expect(told.requests.filter((each) => each.id === extension)).toEqual([]);
    expect(said(await click(platform, 'carol', 'approve', extension))).toContain(
      'already approved by bob@example.com',
    );
    const story = said(await platform.command('dave', `status ${extension}`));
    for (const part of [
      `Request ${id}`,
      `*Extension \`${extension}\`*`,
      'asked to extend',
      'moved the end of the window',
    ]) {
      expect(story).toContain(part);
    }
    const listed = said(await platform.command('alice', 'list'));
    expect(listed).toContain(id);
    expect(listed).not.toContain(extension);
    await end(id);
  });

  it('gives what the rule leaves, and says so; then nothing is left', async () => {
    const id = await openWindowFor(platform);
    const answer = await platform.command('alice', `extend ${id} 8h all night`);
    expect(said(answer)).toContain('You asked for `8h`; `3h` is what is left of the `4h` in all');
    const extension = requestIdIn(answer);
    await platform.until('the card is posted', (state) => factsOf(state, extension).includes('routed'));
    await click(platform, 'bob', 'approve', extension);
    await untilExtensionIs(platform, id, extension, 'applied');
    expect(said(await platform.command('alice', `extend ${id} 1m more`))).toContain(
      'already lasts as long as rule',
    );
    await end(id);
  });

  it('is refused to others, for what is over or never was, and for no time at all', async () => {
    const id = await openWindowFor(platform);
    for (const other of ['bob', 'dave', 'erin']) {
      expect(said(await platform.command(other, `extend ${id} 30m mine`))).toContain(
        'only they can ask for more time',
      );
    }
    expect(said(await platform.command('alice', `extend ${id} 0m why`))).toContain('A duration of zero');
    expect(said(await platform.command('alice', `extend ${id} 1d why`))).toContain('is not a duration');
    expect(said(await platform.command('alice', `extend ${id}`))).toContain('lacks a duration and a reason');
    expect(said(await platform.command('alice', 'extend 000000000000 30m why'))).toContain(
      'There is no request',
    );
    expect(extensionsOf(await platform.state(), id)).toEqual([]);
    await end(id);
    expect(said(await platform.command('alice', `extend ${id} 30m why`))).toContain(
      'no open access to extend',
    );
    const waiting = requestIdIn(await platform.command('alice', 'request prod-eu payments edit 1h wait'));
    expect(said(await platform.command('alice', `extend ${waiting} 30m why`))).toContain(
      'Nothing is open yet',
    );
    await platform.command('alice', `withdraw ${waiting}`);
  });

  it('twice at once raises one; the other is told of it', async () => {
    const id = await openWindowFor(platform);
    const answers = await Promise.all(
      ['one', 'two'].map((why) => platform.command('alice', `extend ${id} 30m ${why}`)),
    );
    const told = answers.map(said);
    expect(told.filter((text) => text.includes('is recorded'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('there is one at a time'))).toHaveLength(1);
    expect(extensionsOf(await platform.state(), id)).toHaveLength(1);
    await end(id);
  });

  it('denied tells why, and leaves the end', async () => {
    const id = await openWindowFor(platform);
    const before = endOf(await platform.state(), id);
    const extension = await askForMore(platform, id);
    await deny(platform, 'bob', extension, 'an hour is enough');
    await untilExtensionIs(platform, id, extension, 'denied');
    const state = await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your extension was denied')),
    );
    expect(endOf(state, id)).toBe(before);
    await end(id);
  });

  it('is taken along by a window that ends first, and its card loses its buttons', async () => {
    const id = await openWindowFor(platform);
    const extension = await askForMore(platform, id);
    const { text, ...place } = cardOf(await platform.state(), extension);
    expect(text).toContain('"action_id":"approve"');
    await end(id);
    await untilExtensionIs(platform, id, extension, 'lapsed');
    const state = await platform.until('the card says so', (now) =>
      cardOf(now, extension).text.includes('The access was over before anybody decided'),
    );
    expect(cardOf(state, extension).text).not.toContain('"button"');
    expect(said(await platform.action('bob', place, 'approve', extension))).toContain('lapsed');
    expect(said(await platform.command('alice', `withdraw ${extension}`))).toContain(
      'nothing left to withdraw',
    );
  });

  it('that nobody decides on ends with its window', async () => {
    const id = await openWindowFor(platform);
    const extension = await askForMore(platform, id);
    await platform.advance(3600);
    const state = await untilExtensionIs(platform, id, extension, 'lapsed');
    expect(statusOf(state, id)).toBe('ended');
  });

  it('that the cluster refuses fails with a sentence, and the window ends as it was to end', async () => {
    const id = await openWindowFor(platform);
    const before = endOf(await platform.state(), id);
    const extension = await askForMore(platform, id);
    await platform.fault({ target: 'kubernetes.patchRoleBinding', error: 503, times: 50 });
    await click(platform, 'bob', 'approve', extension);
    await platform.advance(600);
    const state = await untilExtensionIs(platform, id, extension, 'failed');
    expect(endOf(state, id)).toBe(before);
    expect(cardOf(state, extension).text).toContain('the end of the access was not moved');
    expect(directMessages(state, 'alice').at(-1)).toMatch(/^Your access was not extended/);
    await platform.clearFaults();
    await end(id);
  });

  it('survives a function that dies between relabelling and recording: the time is added once', async () => {
    const id = await openWindowFor(platform);
    const before = endOf(await platform.state(), id);
    const extension = await askForMore(platform, id);
    await platform.fault({ target: 'kubernetes.patchRoleBinding', error: 503, when: 'after' });
    await click(platform, 'bob', 'approve', extension);
    await platform.advance(10);
    const state = await untilExtensionIs(platform, id, extension, 'applied');
    expect(endOf(state, id)).toBe(minutesLater(before, 30));
    expect(factsOf(state, id).filter((fact) => fact === 'extended')).toHaveLength(1);
    await end(id);
  });

  it('where the rule is automatic needs nobody', async () => {
    const asked = await platform.command('alice', 'request staging-eu payments edit 1h try it');
    const id = requestIdIn(asked);
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
    const before = endOf(await platform.state(), id);
    const extension = requestIdIn(await platform.command('alice', `extend ${id} 15m a little`));
    const state = await untilExtensionIs(platform, id, extension, 'applied');
    expect(endOf(state, id)).toBe(minutesLater(before, 15));
    await end(id);
  });

  it('by button opens a form with what is left, which answers under its fields', async () => {
    const id = await openWindowFor(platform);
    const { view } = await click(platform, 'alice', 'extend', id);
    expect(view).toMatchObject({
      callback_id: 'extend-access',
      private_metadata: expect.stringContaining(id),
    });
    expect(JSON.stringify(view)).toContain('"initial_value":"30m"');
    const submit = (duration: string, reason: string) =>
      platform.submit('alice', view?.id ?? '', { duration: { duration }, reason: { reason } });
    expect((await submit('soon', ' ')).errors).toEqual({
      duration: expect.stringContaining('is not a duration'),
      reason: expect.stringContaining('Say why'),
    });
    expect(JSON.stringify((await submit('45m', 'not done')).view)).toContain('is recorded');
    const [extension] = extensionsOf(await platform.state(), id);
    expect(extension).toMatchObject({ status: 'pending', duration: 45 });
    expect(said(await click(platform, 'alice', 'extend', id))).toContain('there is one at a time');
    expect(said(await click(platform, 'bob', 'extend', id))).toContain('only they can ask for more time');
    await end(id);
  });
});

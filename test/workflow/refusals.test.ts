import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slackCredentials } from '../../local/example/slack-credentials.ts';
import {
  cardOf,
  factsOf,
  ourBindings,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import {
  askAndBeRouted,
  click,
  deny,
  openWindowFor,
  requestIdIn,
  said,
} from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

describe('a request that cannot be', () => {
  it.each([
    ['an unknown cluster', 'request prod-us payments edit 1h why', 'There is no cluster'],
    ['an unknown namespace', 'request prod-eu billing edit 1h why', 'has no namespace'],
    ['an unknown role', 'request prod-eu payments root 1h why', 'There is no role'],
    ['an unknown verb', 'grant prod-eu payments edit 1h why', 'help'],
    ['what no rule covers', 'request prod-eu checkout edit 1h why', 'No rule allows'],
    [
      'a cluster-wide role that no rule names',
      'request prod-eu payments cluster-view 1h why',
      'No rule allows',
    ],
    ['a duration of zero', 'request prod-eu payments edit 0m why', 'zero'],
    ['a negative duration', 'request prod-eu payments edit -1h why', 'is not a duration'],
    ['a duration over the limit', 'request prod-eu payments edit 4h1m why', 'at most'],
    ['a day in hours, over the limit', 'request prod-eu payments edit 24h why', 'at most'],
    ['a day', 'request prod-eu payments edit 1d why', 'is not a duration'],
    ['no reason', 'request prod-eu payments edit 1h', 'eason'],
    ['a reason of 5,000 characters', `request prod-eu payments edit 1h ${'x'.repeat(5000)}`, '1,000'],
    ['control characters', 'request prod-eu payments edit 1h bad\u0007bell', 'control characters'],
  ])('with %s is refused with a sentence and leaves no trace', async (_, text, sentence) => {
    const before = await platform.state();
    const answer = await platform.command('alice', text);
    expect(answer.status).toBe(200);
    expect(said(answer)).toContain(sentence);
    const after = await platform.state();
    expect(after.requests).toEqual(before.requests);
    expect(after.executions).toEqual(before.executions);
  });

  it.each([
    ['a guest', 'erin', 'Guests'],
    ['a deactivated account', 'frank', 'deactivated'],
  ])('from %s is refused', async (_, user, sentence) => {
    const answer = await platform.command(user, 'request staging-eu payments view 1h why');
    expect(said(answer)).toContain(sentence);
    expect((await platform.state()).requests.map(({ requester }) => requester)).not.toContainEqual(
      expect.objectContaining({ email: `${user}@example.com` }),
    );
  });
});

describe('the status of a request', () => {
  it('is for members of the company, not for guests', async () => {
    const id = requestIdIn(await platform.command('alice', 'request staging-eu payments view 5m look'));
    expect(said(await platform.command('bob', `status ${id}`))).toContain('look');
    expect(said(await platform.command('erin', `status ${id}`))).not.toContain('look');
  });
});

describe('a reason that is full of markup', () => {
  it('is shown to the letter and never interpreted', async () => {
    const reason = '<!channel> <@U0BOB> <https://evil.example|click> `code` *bold* & more';
    const id = await askAndBeRouted(platform, 'alice', `prod-eu payments edit 1h ${reason}`);
    const { text } = cardOf(await platform.state(), id);
    expect(text).not.toMatch(/<!channel>|<@U0BOB>|<https/);
    expect(text).toContain('&lt;!channel&gt; &lt;@U0BOB&gt;');
    await deny(platform, 'bob', id);
  });
});

describe('a click that does not count', () => {
  it('on an unknown request is answered with a sentence', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h unknown');
    const place = cardOf(await platform.state(), id);
    expect(said(await platform.action('bob', place, 'approve', '000000000000'))).toContain(
      'There is no request',
    );
    expect(said(await platform.action('bob', place, 'approve', 'nonsense'))).toContain('A request id has 12');
    await deny(platform, 'bob', id);
  });

  it("is one's own", async () => {
    const id = await askAndBeRouted(platform, 'bob', 'prod-eu payments edit 1h my own');
    expect(said(await click(platform, 'bob', 'approve', id))).toContain('This is your own request');
    expect(statusOf(await platform.state(), id)).toBe('pending');
    await deny(platform, 'carol', id);
  });

  it.each(['dave', 'erin', 'frank'])('is that of %s, who is no approver', async (user) => {
    const id = await askAndBeRouted(platform, 'alice', `prod-eu payments edit 1h not for ${user}`);
    const answer = await click(platform, user, 'approve', id);
    expect(said(answer)).toMatch(/you are not among them|Guests|deactivated/);
    expect(statusOf(await platform.state(), id)).toBe('pending');
    await deny(platform, 'bob', id);
  });

  it('would give access to somebody who was deactivated since they asked', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h and then I left');
    await platform.changePerson('alice', { deleted: true });
    expect(said(await click(platform, 'bob', 'approve', id))).toContain('was deactivated');
    await platform.until('it has lapsed', (state) => statusOf(state, id) === 'lapsed');
    await platform.changePerson('alice', { deleted: false });
  });

  it('comes after the end, on a card that someone kept open', async () => {
    const id = await openWindowFor(platform, 'alice', 'prod-eu payments edit 30m short');
    await platform.advance(1800);
    expect(said(await click(platform, 'carol', 'approve', id))).toContain(
      'already approved by bob@example.com',
    );
    expect(statusOf(await platform.state(), id)).toBe('ended');
  });

  it('is the second of two at once: it loses and is told who won', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h race');
    const answers = await Promise.all([
      click(platform, 'bob', 'approve', id),
      click(platform, 'carol', 'approve', id),
    ]);
    const told = answers.map(said).join(' ');
    expect(told).toMatch(/already approved by (bob|carol)@example\.com/);
    const state = await platform.until('it is active', (now) => statusOf(now, id) === 'active');
    expect(factsOf(state, id).filter((fact) => fact === 'approved')).toHaveLength(1);
    expect(ourBindings(state, 'prod-eu')).toHaveLength(1);
    await platform.advance(3600);
  });
});

describe('a delivery', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const command = (trigger: string) =>
    form({
      ...{ command: '/k8s-access', text: 'request staging-eu payments view 1h again', trigger_id: trigger },
      ...{ team_id: 'T0EXAMPLE', user_id: 'U0ALICE', user_name: 'alice', channel_id: 'C0GENERAL' },
      ...{ response_url: 'http://127.0.0.1:9/none', token: 'x', api_app_id: 'A0' },
    });
  const sign = (timestamp: number, body: string, secret: string = slackCredentials.signingSecret) => ({
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  });

  it('three times over leads to one request', async () => {
    const body = command('1.2.three-times');
    const headers = sign(now(), body);
    const answers = await Promise.all([1, 2, 3].map(() => platform.raw(headers, body)));
    const ids = await Promise.all(
      answers.map(async (answer) => requestIdIn({ response: await answer.text() })),
    );
    expect(new Set(ids).size).toBe(1);
    const state = await platform.until('it is active', (seen) => statusOf(seen, ids[0] ?? '') === 'active');
    expect(state.requests.filter(({ id }) => id === ids[0])).toHaveLength(1);
    expect(factsOf(state, ids[0] ?? '').filter((fact) => fact === 'requested')).toHaveLength(1);
    expect(state.executions.filter(({ name }) => name === ids[0])).toHaveLength(1);
  });

  const body = command('1.2.unsigned');
  it.each([
    ['signed with another secret', sign(now(), body, 'wrong'), body, 401],
    ['without a signature', { 'content-type': 'application/x-www-form-urlencoded' }, body, 401],
    ['ten minutes old', sign(now() - 600, body), body, 401],
    ['ten minutes in the future', sign(now() + 600, body), body, 401],
    ['cut short after it was signed', sign(now(), body), body.slice(0, -10), 401],
    ['that is no form', sign(now(), '{"a":1}'), '{"a":1}', 400],
    ['of a megabyte', sign(now(), 'x'.repeat(1_000_000)), 'x'.repeat(1_000_000), 413],
  ])('%s is refused', async (_, headers, sent, status) => {
    const before = await platform.state();
    const answer = await platform.raw(headers, sent);
    expect(answer.status).toBe(status);
    expect((await answer.text()).length).toBeGreaterThan(10);
    expect((await platform.state()).requests).toHaveLength(before.requests.length);
  });
});

describe('the form', () => {
  it('raises the same request as the command, and shows what is wrong beside the field', async () => {
    const opened = await platform.command('alice', '');
    expect(opened.view).toBeDefined();
  });
});

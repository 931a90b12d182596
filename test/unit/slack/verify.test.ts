import { describe, expect, it } from 'vitest';
import { verify } from '../../../functions/slack/verify.ts';
import { signingSecret } from '../../support/slack.ts';
import { commandBody, delivery, type Sent, signed } from '../../support/slack-delivery.ts';

const now = 1_795_000_000;
const body = commandBody('list');
const verdict = (sent: Partial<Sent>) =>
  verify(delivery({ body, timestamp: now, ...sent }), { signingSecret, wallNow: now * 1000 });

const refusal = (sent: Partial<Sent>) => {
  const verification = verdict(sent);
  return verification.accepted ? 'accepted' : verification.answer;
};

describe('a request that Slack signed', () => {
  it('is accepted with its headers in lower case', () => {
    const { 'content-type': contentType, ...others } = signed({ body, timestamp: now });
    const headers = { 'Content-Type': String(contentType), ...others };
    expect(verdict({ headers })).toMatchObject({
      accepted: true,
      request: { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    });
  });

  it('is accepted when its body comes as base64, umlauts and emoji intact', () => {
    const text = JSON.stringify({ reason: 'Störung 🚨' });
    expect(verdict({ body: text, base64: true })).toMatchObject({ accepted: true, request: { body: text } });
  });

  it.each([-300, 300])('is accepted with a clock that is %i seconds off', (skew) => {
    expect(verdict({ timestamp: now + skew })).toMatchObject({ accepted: true });
  });
});

describe('a request is refused with 401', () => {
  it.each([
    ['signed with another secret', { secret: 'another' }, /does not belong to this body/],
    ['signed over another body', { headers: signed({ body: 'x', timestamp: now }) }, /does not belong/],
    ['without a signature', { headers: { 'x-slack-request-timestamp': String(now) } }, /is missing/],
    ['without a timestamp', { headers: { 'x-slack-signature': 'v0=00' } }, /is missing/],
    ['without headers', { headers: {} }, /is missing/],
    ['too old', { timestamp: now - 301 }, /five minutes/],
    ['from the future', { timestamp: now + 301 }, /five minutes/],
    [
      'with a timestamp that is no number',
      { headers: { ...signed({ body, timestamp: now }), 'x-slack-request-timestamp': '1e9' } },
      /five minutes/,
    ],
    [
      'with a signature of another length',
      { headers: { ...signed({ body, timestamp: now }), 'x-slack-signature': 'v0=abc' } },
      /does not belong/,
    ],
  ] as const)('%s', (_, sent, sentence) => {
    expect(refusal(sent)).toMatchObject({ statusCode: 401, body: expect.stringMatching(sentence) });
  });

  it('before anything reads its broken JSON', () => {
    const headers = { 'content-type': 'application/json' };
    expect(refusal({ body: '{', headers })).toMatchObject({ statusCode: 401 });
  });
});

it('a body of 1 MB is refused with 413, signed or not', () => {
  expect(refusal({ body: 'x'.repeat(1024 * 1024) })).toMatchObject({ statusCode: 413 });
  expect(refusal({ body: 'x'.repeat(1024 * 1024), headers: {} })).toMatchObject({ statusCode: 413 });
});

it('an event without headers or a body is refused, not crashed on', () => {
  const { headers: _, body: __, ...bare } = delivery({ body: '' });
  const event = bare as ReturnType<typeof delivery>;
  expect(verify(event, { signingSecret, wallNow: 0 })).toMatchObject({ answer: { statusCode: 401 } });
});

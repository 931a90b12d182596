import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerOf, openPatientSlackClient, openSlackClient } from '../../../shared/adapters/slack/client.ts';
import type { Patience } from '../../../shared/adapters/slack/patient-client.ts';

/** What Slack answers next: a status, with Retry-After in seconds; a body; or it hangs up. */
type Answer = { status: number; retryAfter?: number } | { error: string } | 'hangs up' | 'ok';

let answers: Answer[];
let asked: number;
let server: Server;
let url: string;

beforeEach(async () => {
  answers = [];
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    const answer = answers.shift() ?? 'ok';
    if (answer === 'hangs up') {
      request.socket.destroy();
      return;
    }
    const body = answer === 'ok' ? { ok: true } : { ok: false, ...answer };
    const status = typeof answer === 'object' && 'status' in answer ? answer.status : 200;
    const after = typeof answer === 'object' && 'retryAfter' in answer ? answer.retryAfter : undefined;
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(after === undefined ? {} : { 'retry-after': String(after) }),
    });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A client whose pauses take no time but move its clock, which begins at 0; an invocation of a minute. */
function client(given: Partial<Patience> = {}) {
  const pauses: number[] = [];
  let now = 0;
  const slack = openPatientSlackClient(
    'xoxb-a-token',
    {
      now: () => now,
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
      },
      random: () => 0.5,
      deadline: 60_000,
      quietUntil: 0,
      ...given,
    },
    url,
  );
  const call = () => answerOf('chat.update', z.object({ ok: z.boolean() }), slack.apiCall('chat.update', {}));
  return { call, pauses };
}

describe('a call of a machine’s function', () => {
  it.each<[string, Answer, number]>([
    ['Slack asks for two seconds', { status: 429, retryAfter: 2 }, 2250],
    ['Slack fails', { status: 503 }, 375],
    ['Slack hangs up', 'hangs up', 375],
    ['Slack says that it failed', { error: 'internal_error' }, 375],
  ])('is tried again, a little later than it must be, where %s', async (_, answer, pause) => {
    answers = [answer];
    const { call, pauses } = client();
    expect(await call()).toEqual({ ok: true });
    expect(pauses).toEqual([pause]);
  });

  it('waits longer after each failure, and gives up after the third', async () => {
    answers = [{ status: 500 }, { status: 500 }, { status: 500 }];
    const { call, pauses } = client();
    await expect(call()).rejects.toThrow('HTTP status 500');
    expect(pauses).toEqual([375, 750]);
    expect(asked).toBe(3);
  });

  it('is left to a later invocation where Slack asks for longer than a short pause', async () => {
    answers = [{ status: 429, retryAfter: 30 }];
    const { call, pauses } = client();
    await expect(call()).rejects.toMatchObject({ name: 'RateLimitedError', retryAfter: 30 });
    expect(pauses).toEqual([]);
  });

  it('is left to a later invocation where this one has not the time', async () => {
    answers = [{ status: 429, retryAfter: 2 }];
    const { call, pauses } = client({ deadline: 12_000 });
    await expect(call()).rejects.toMatchObject({ retryAfter: 2 });
    expect(pauses).toEqual([]);
  });

  it('is not tried again where Slack refuses it for good', async () => {
    answers = [{ error: 'is_archived' }];
    await expect(client().call()).rejects.toMatchObject({ name: 'SlackCallError', code: 'is_archived' });
    expect(asked).toBe(1);
  });

  it('asks Slack nothing more in an invocation that gave up', async () => {
    answers = [{ status: 429, retryAfter: 30 }];
    const { call } = client();
    await expect(call()).rejects.toMatchObject({ retryAfter: 30 });
    await expect(call()).rejects.toMatchObject({ retryAfter: 30 });
    expect(asked).toBe(1);
  });

  it('asks Slack nothing before it may', async () => {
    const { call } = client({ quietUntil: 12_500 });
    await expect(call()).rejects.toMatchObject({ name: 'RateLimitedError', retryAfter: 13 });
    expect(asked).toBe(0);
  });
});

it('a call of the function that a person waits for is tried once', async () => {
  answers = [{ status: 429, retryAfter: 1 }];
  const slack = openSlackClient('xoxb-a-token', url);
  const call = answerOf('users.info', z.object({}), slack.users.info({ user: 'U0ALICE' }));
  await expect(call).rejects.toMatchObject({ name: 'RateLimitedError', retryAfter: 1 });
  expect(asked).toBe(1);
});

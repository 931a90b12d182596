import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';
import { type FaultBox, openFaults } from '../../../local/gateway/faults.ts';
import { type Gateway, startGateway } from '../../../local/gateway/gateway.ts';
import { invokeWithFaults } from '../../../local/gateway/invoke-with-faults.ts';
import { lambdaApp } from '../../../local/lambda/endpoint.ts';
import { type Listening, listen } from '../../../local/listen.ts';
import { openPki } from '../../../local/pki.ts';
import { openTestLambda, type TestLambda } from '../../support/functions/open.ts';
import { webClient } from '../../support/slack.ts';

let directory: string;
let services: Listening;
let gateway: Gateway;
let faults: FaultBox;
let local: TestLambda;
let called: string[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gateway-'));
  local = openTestLambda(directory);
  faults = openFaults();
  const { lambda } = local;
  services = await listen(0);
  services.serve(
    new Hono()
      .use((context, next) => {
        called.push(context.req.path);
        return next();
      })
      .route('/', lambdaApp({ ...lambda, invoke: invokeWithFaults(lambda.invoke, faults) }))
      .all('*', (context) => context.json({ ok: true })),
  );
  const pki = await openPki(join(directory, 'pki'));
  gateway = await startGateway({
    ...{ faults, caPem: pki.caPem, upstream: () => services.url, crash: async () => undefined },
    tls: await pki.issue({ commonName: 'gateway', hosts: ['127.0.0.1'] }),
  });
});

beforeEach(() => {
  called = [];
});
afterEach(() => faults.clear());

afterAll(async () => {
  await gateway.stop();
  await services.stop();
  await local.lambda.stop();
  rmSync(directory, { recursive: true });
});

const post = async () => {
  const client = webClient(gateway.urlFor('slack', 'slack'), 'a-token');
  return client.chat.postMessage({ channel: 'C0REQUESTS', text: 'a card' }).then(
    () => 'posted',
    (error: { code: string; retryAfter?: number }) => error,
  );
};

describe('a rate limit', () => {
  it.each([429, 'ratelimited'])('of Slack said as %s tells how many seconds to stay away', async (error) => {
    faults.arm({ target: 'slack.chat.postMessage', error, retryAfter: 30, times: 2 });
    const limited = { code: 'slack_webapi_rate_limited_error', retryAfter: 30 };
    expect(await post()).toMatchObject(limited);
    expect(await post()).toMatchObject(limited);
    expect(await post()).toBe('posted');
  });

  it('tells one second where nothing was said', async () => {
    faults.arm({ target: 'slack', error: 429 });
    expect(await post()).toMatchObject({ retryAfter: 1 });
  });

  it('of PagerDuty is answered in its own words', async () => {
    faults.arm({ target: 'pagerduty.listOnCalls', error: 429, retryAfter: 7 });
    const ask = () => fetch(`${gateway.urlFor('slack', 'pagerduty')}/oncalls`);
    const limited = await ask();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await limited.json()).toEqual({ error: { message: 'Rate Limit Exceeded', code: 2020 } });
    expect((await ask()).status).toBe(200);
  });

  it('is the only error that says how long', () => {
    expect(() => faults.arm({ target: 'slack', error: 500, retryAfter: 7 })).toThrow(ZodError);
  });
});

it('every Web API method of the local workspace is a target, and no other', () => {
  for (const method of ['views.update', 'views.publish', 'chat.getPermalink', 'users.lookupByEmail']) {
    expect(faults.arm({ target: `slack.${method}`, error: 'fatal_error' }).target).toBe(`slack.${method}`);
  }
  expect(() => faults.arm({ target: 'slack.views.explode', error: 500 })).toThrow(/There is no target/);
});

describe('a fault', () => {
  const call = (cluster: string) => ({
    ...({ service: 'kubernetes', operation: 'readClusterRole', caller: 'open-window', cluster } as const),
  });

  it('of one cluster bites the calls to that one alone', () => {
    faults.arm({ target: 'kubernetes', cluster: 'prod-eu', error: 'timeout' });
    expect(faults.take(call('staging-eu'))).toBeUndefined();
    expect(faults.take(call('prod-eu'))).toMatchObject({ error: 'timeout' });
    expect(() => faults.arm({ target: 'slack', cluster: 'prod-eu', error: 500 })).toThrow(ZodError);
  });

  it('is taken back without the others', () => {
    faults.arm({ target: 'kubernetes', error: 'timeout' });
    faults.arm({ target: 'kubernetes', cluster: 'prod-eu', error: 'timeout' });
    faults.arm({ target: 'slack', error: 500 });
    faults.clear({ target: 'kubernetes', cluster: 'prod-eu' });
    expect(faults.armed().map(({ target, cluster }) => [target, cluster])).toEqual([
      ['kubernetes', undefined],
      ['slack', undefined],
    ]);
  });
});

describe('one function that invokes another and waits', () => {
  const invoke = async (event: object, signal?: AbortSignal) => {
    const client = new LambdaClient({
      endpoint: gateway.urlFor('slack', 'lambda'),
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    });
    const command = new InvokeCommand({ FunctionName: 'sample', Payload: JSON.stringify(event) });
    try {
      return await client.send(command, signal && { abortSignal: signal });
    } finally {
      client.destroy();
    }
  };

  it('gets the answer through the gateway', async () => {
    const { Payload } = await invoke({ do: 'report' });
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({ functionName: 'sample' });
  });

  it('is throttled before the other runs, or loses the answer after it has run', async () => {
    const throttled = { target: 'lambda.Invoke', error: 'TooManyRequestsException' };
    faults.arm(throttled);
    await expect(invoke({ do: 'report' })).rejects.toThrow(TooManyRequestsException);
    expect(called).toEqual([]);
    faults.arm({ ...throttled, when: 'after' });
    await expect(invoke({ do: 'report' })).rejects.toThrow(TooManyRequestsException);
    expect(called).toHaveLength(1);
  });

  it('loses the connection at once where its call comes late', async () => {
    faults.arm({ target: 'lambda.Invoke', error: 'timeout', when: 'after', delayMs: 400 });
    await expect(invoke({ do: 'report' })).rejects.toThrow();
    expect(called).toEqual([]);
    await vi.waitFor(() => expect(called).toHaveLength(1));
  });

  it('gives up at its own deadline where the other stalls', async () => {
    faults.arm({ target: 'lambda.Invoke', delayMs: 500 });
    await expect(invoke({ do: 'report' }, AbortSignal.timeout(50))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it("is told of the other's own time-out", async () => {
    const { FunctionError, Payload } = await invoke({ do: 'hang' });
    expect(FunctionError).toBe('Unhandled');
    expect(Payload?.transformToString()).toContain('Task timed out after 1.00 seconds');
  });

  it('loses the connection', async () => {
    faults.arm({ target: 'lambda.Invoke', error: 'timeout' });
    await expect(invoke({ do: 'report' })).rejects.toThrow();
    expect(called).toEqual([]);
  });
});

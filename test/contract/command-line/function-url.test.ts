import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCredentials } from '../../../local/aws/identity/credentials.ts';
import { indexIdentities } from '../../../local/aws/identity/identities.ts';
import { type FunctionUrl, startFunctionUrl } from '../../../local/function-url/function-url.ts';
import type { InvocationResult } from '../../../local/lambda/invocation.ts';
import type { Json } from '../../../local/states/json.ts';
import { openStore } from '../../../local/store.ts';
import { callEndpoint } from '../../../shared/adapters/command-line/call-endpoint.ts';
import { CallError } from '../../../shared/adapters/command-line/call-error.ts';
import type { AwsCredentials } from '../../../shared/adapters/sts/presign-token.ts';
import {
  ACCOUNT,
  alice,
  ci,
  ENGINEER_ROLE,
  REGION,
  someIdentities,
  temporaryDirectory,
} from '../../support/aws.ts';
import { callSigned } from '../../support/aws-signed-call.ts';

const directory = temporaryDirectory();
const store = openStore(directory);
const identities = indexIdentities(someIdentities());
const credentials = openCredentials(identities, store);
const answer = { outcome: 'done', text: 'You have no requests yet.' } as const;
let result: InvocationResult;
let events: Json[] = [];
let url: FunctionUrl;

beforeAll(async () => {
  url = await startFunctionUrl({
    functionName: 'command-line',
    invoke: async (_, event) => {
      events.push(event);
      return result;
    },
    ...{ credentials, store, region: REGION, organization: 'o-example1234', wallNow: Date.now },
  });
});
afterAll(async () => {
  await url.stop();
  store.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  events = [];
  result = { ok: true, payload: { statusCode: 200, headers: {}, body: JSON.stringify(answer) } };
});

const call = (as: AwsCredentials, region = REGION) =>
  callEndpoint(new URL(url.url), { credentials: as, region }, { verb: 'list' });

async function problemOf(calling: Promise<unknown>): Promise<string> {
  const error = await calling.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof CallError) return error.problem;
  throw new Error('the call did not fail as it should', { cause: error });
}

describe('a call that is signed', () => {
  it('reaches the function with its caller as AWS names them', async () => {
    expect(await call(alice)).toEqual(answer);
    expect(events).toMatchObject([
      {
        version: '2.0',
        body: '{"verb":"list"}',
        requestContext: {
          http: { method: 'POST', path: '/' },
          authorizer: {
            iam: {
              accessKey: alice.accessKeyId,
              accountId: ACCOUNT,
              principalOrgId: 'o-example1234',
              userArn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com`,
              userId: expect.stringMatching(/^AROA.*:alice@example\.com$/),
            },
          },
        },
      },
    ]);
  });

  it('by a user is told apart from one by a session', async () => {
    await call(ci);
    expect(JSON.stringify(events)).toContain(`"userArn":"arn:aws:iam::${ACCOUNT}:user/robots/ci"`);
  });

  it('carries no credential into the function', async () => {
    await call(alice);
    for (const secret of [alice.sessionToken, alice.secretAccessKey, 'Signature=']) {
      expect(JSON.stringify(events)).not.toContain(secret);
    }
  });
});

describe('what AWS would refuse never reaches the function, and the client knows why', () => {
  const expired = (): AwsCredentials => {
    const role = identities.role(ENGINEER_ROLE);
    if (role === undefined) throw new Error('there is no engineer');
    return credentials.startSession(role, 'alice@example.com', Date.now() - 1000, Date.now() - 5000);
  };

  it.each([
    ['credentials that have expired', 'credentials-expired', () => call(expired())],
    ['another region', 'wrong-region', () => call(alice, 'us-east-1')],
    ['a secret of somebody else', 'bad-signature', () => call({ ...alice, secretAccessKey: 'guess' })],
    ['an unknown key', 'credentials-unknown', () => call({ ...alice, accessKeyId: 'AKIANOBODY0000000000' })],
  ])('%s', async (_, problem, calling) => {
    expect(await problemOf(calling())).toBe(problem);
    expect(events).toEqual([]);
  });

  const list = {
    method: 'POST',
    path: '/',
    service: 'lambda',
    credentials: alice,
    body: '{"verb":"list"}',
  } as const;
  it.each([
    ['no signature', {}, 'Forbidden'],
    [
      'a signature of six minutes ago, as of a replay',
      { ...list, signedAt: Date.now() - 360_000 },
      'expired',
    ],
    ['a signature of the future', { ...list, signedAt: Date.now() + 360_000 }, 'not yet current'],
    ['a signature for another service', { ...list, service: 'sts' }, 'correct service'],
    ['a body that was changed on the way', { ...list, sentBody: '{"verb":"status"}' }, 'does not match'],
  ])('%s', async (_, signed, words) => {
    const response =
      'method' in signed ? await callSigned(url.url, signed) : await fetch(url.url, { method: 'POST' });
    expect([response.status, events]).toEqual([403, []]);
    expect(await response.text()).toContain(words);
  });
});

it('a function that fails is a bad gateway, which the client tells from an answer', async () => {
  result = { ok: false, error: { name: 'Error', message: 'a secret' } };
  expect(await problemOf(call(alice))).toBe('function-failed');
});

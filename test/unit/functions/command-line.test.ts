import { describe, expect, it } from 'vitest';
import { commandLineEndpoint } from '../../../functions/command-line/endpoint.ts';
import type { CommandLineVerbs } from '../../../functions/command-line/verbs.ts';
import { identifyCaller } from '../../../shared/domain/caller.ts';
import { estate, identities } from '../../support/records.ts';

const arn =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Engineer_0123456789abcdef/alice@example.com';
const organization = 'o-example1234';
const context = { awsRequestId: 'the-lambda-request' };
const nothing = () => Promise.reject(new Error('DynamoDB said: secret'));
const verbs: CommandLineVerbs = {
  knowCaller: async (caller) => identifyCaller(caller, identities),
  requestAccess: nothing,
  breakGlass: nothing,
  listRequests: async () => ({ outcome: 'listed', requests: [], complete: true }),
  showStatus: nothing,
  withdraw: nothing,
  release: nothing,
  approve: nothing,
  deny: nothing,
  link: nothing,
};

const failures: string[] = [];
const reporter = { failed: (what: string) => void failures.push(what), alarm: () => {} };
const endpoint = commandLineEndpoint({ verbs, estate, reporter, organization });

// As in https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html, without what nobody reads.
function event(body: unknown, iam: object = {}) {
  return {
    version: '2.0',
    requestContext: {
      authorizer: { iam: { userArn: arn, principalOrgId: organization, accessKey: 'ASIA', ...iam } },
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

async function answerTo(given: unknown) {
  const { statusCode, body } = await endpoint(given, context);
  return { statusCode, ...JSON.parse(body ?? '') };
}

describe('the function behind the command line’s URL', () => {
  it('answers a call that AWS has verified, encoded or not', async () => {
    const call = event({ verb: 'list' });
    const done = { statusCode: 200, outcome: 'done', requests: [] };
    expect(await answerTo(call)).toMatchObject(done);
    const encoded = { ...call, body: Buffer.from(call.body).toString('base64'), isBase64Encoded: true };
    expect(await answerTo(encoded)).toMatchObject(done);
  });

  it.each([
    ['an event without a caller, such as of a URL without authentication', { requestContext: {} }],
    ['nothing at all', undefined],
  ])('refuses %s', async (_, given) => {
    expect(await answerTo(given)).toMatchObject({ statusCode: 422, outcome: 'refused', code: 'malformed' });
  });

  it.each([
    ['of another organization', { principalOrgId: 'o-stranger0000' }, 'outside-organization'],
    ['of no organization', { principalOrgId: null }, 'outside-organization'],
    ['who is an IAM user', { userArn: 'arn:aws:iam::111122223333:user/alice' }, 'unknown-caller'],
    [
      'who chose the session name',
      { userArn: arn.replace('AWSReservedSSO_Engineer_', '') },
      'unknown-caller',
    ],
  ])('refuses a caller %s', async (_, iam, code) => {
    expect(await answerTo(event({ verb: 'list' }, iam))).toMatchObject({ outcome: 'refused', code });
  });

  it.each([
    ['{', /not JSON/],
    [{ verb: 'sudo' }, /./],
    [{ verb: 'status', id: 'x' }, /`k8s-access list` shows yours/],
    [{ verb: 'request', key: 'short' }, /key: A key has 16 to 64/],
    [`"${'x'.repeat(70_000)}"`, /longer than 64 KB/],
  ])('says what is wrong with a call that makes no sense: %j', async (call, problem) => {
    expect(await answerTo(event(call))).toMatchObject({
      code: 'malformed',
      text: expect.stringMatching(problem),
    });
  });

  it('takes nobody’s word for who they are', async () => {
    const call = { verb: 'list', caller: { arn: 'x' }, user: 'bob@example.com' };
    expect(await answerTo(event(call, { userArn: 'arn:aws:iam::1:root' }))).toMatchObject({
      code: 'caller-not-a-person',
    });
  });

  it('apologizes where something fails, and keeps the failure to itself', async () => {
    const answer = await answerTo(event({ verb: 'status', id: '7k3m9x2p4qab' }));
    expect(answer).toMatchObject({ statusCode: 500, outcome: 'failed', code: 'the-lambda-request' });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(failures).toEqual(['carry out a call (code the-lambda-request)']);
  });
});

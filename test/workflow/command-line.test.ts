import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { functionSession } from '../../local/example/iam.ts';
import type { Ran } from '../support/command-line.ts';
import { commandLineOf, requestIdSaid, said } from '../support/command-line-on-platform.ts';
import {
  directMessages,
  factsOf,
  ourBindings,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';

// The command line through the platform's function URL, with the AWS sessions that its people have.

let platform: TestPlatform;
let as: (persona: string, ...args: string[]) => Promise<Ran>;
beforeAll(async () => {
  platform = await startTestPlatform();
  as = await commandLineOf(platform);
});
afterAll(() => platform.stop());
afterEach(() => platform.clearFaults());

/** All that was printed, on one line. */

const ask = ['request', 'staging-eu', 'payments', 'edit', '1h', 'the', 'job', 'is', 'stuck'] as const;
const until = (id: string, status: string) =>
  platform.until(`${id} is ${status}`, (state) => statusOf(state, id) === status);

describe('what a rule allows without approval', () => {
  it('opens, shows and closes, as it does in Slack', async () => {
    const id = requestIdSaid(await as('alice', ...ask));
    const open = await until(id, 'active');
    expect(ourBindings(open, 'staging-eu')).toMatchObject([
      { subjects: [{ name: 'k8s-access:alice@example.com' }] },
    ]);
    await platform.until('alice is told', (state) =>
      directMessages(state, 'alice').join().includes('Your access is open'),
    );
    expect((await as('alice', 'list')).out).toContain(`${id}  edit in payments on staging-eu for 1h: open`);
    expect((await as('bob', 'status', id)).out).toContain('opened (open-window)');
    expect(await as('alice', 'release', id)).toMatchObject({ code: 0 });
    expect(ourBindings(await until(id, 'ended'), 'staging-eu')).toEqual([]);
  });

  it('is one request with one key, however often it is asked', async () => {
    const key = ['--key', 'the-key-of-a-script'];
    const first = await as('bob', ...ask, ...key);
    const again = await as('bob', ...ask, ...key);
    expect(requestIdSaid(again)).toBe(requestIdSaid(first));
    const other = await as('bob', 'request', 'staging-eu', 'payments', 'view', '1h', 'other', ...key);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('stands for request') });
    const { requests } = await platform.state();
    expect(requests.filter(({ id }) => id === requestIdSaid(first))).toHaveLength(1);
  });
});

describe('while Slack answers nothing', () => {
  it.each(['timeout', 500, 'ratelimited', 'invalid_auth'])('(%s) access opens and closes', async (error) => {
    await platform.fault({ target: 'slack', times: 1000, error });
    const id = requestIdSaid(await as('carol', ...ask));
    await until(id, 'active');
    const listed = await as('carol', 'list');
    expect(listed.out).toContain(id);
    expect(listed.out).toContain('Slack does not answer');
    expect(await as('carol', 'release', id)).toMatchObject({ code: 0 });
    expect(factsOf(await until(id, 'ended'), id)).toContain('closed');
  });

  it('and Secrets Manager does not either, the same', async () => {
    await platform.fault({ target: 'lambda.command-line', error: 'crash' });
    await platform.fault({ target: 'slack', times: 1000, error: 'timeout' });
    const crashed = await as('dave', ...ask);
    expect(crashed).toMatchObject({ code: 2, err: expect.stringContaining('with --key') });
    await platform.fault({ target: 'secretsmanager', times: 1000, error: 'InternalServiceError' });
    await until(requestIdSaid(await as('dave', ...ask)), 'active');
  });

  it('what was asked for is told when Slack is back, to the account of that address', async () => {
    await platform.fault({ target: 'slack', times: 1000, error: 'timeout' });
    const id = requestIdSaid(await as('dave', ...ask));
    await until(id, 'active');
    await platform.clearFaults();
    await platform.advance(20 * 60);
    await platform.until('dave is told', (state) => directMessages(state, 'dave').join().includes('is open'));
  });

  it('approvers are not asked, and the person is told so', async () => {
    await platform.fault({ target: 'slack', times: 1000, error: 'timeout' });
    const refused = await as('alice', 'request', 'prod-eu', 'payments', 'edit', '1h', 'the job is stuck');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('needs approvers') });
  });
});

describe('who is not let in is told why', () => {
  it.each([
    ['a guest', 'erin', 'Guests of the workspace'],
    ['somebody who left', 'frank', 'Slack has no active account'],
    ['nobody', 'nobody', 'There are no AWS credentials here'],
  ])('%s', async (_, persona, words) => {
    const { code, out, err } = await as(persona, 'list');
    expect({ isDone: code === 0, out }).toEqual({ isDone: false, out: '' });
    expect(err).toContain(words);
  });

  it('a call signed for another region', async () => {
    expect(await as('alice', 'list', '--region', 'us-east-1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('signed for us-east-1'),
    });
  });

  it('a session of another role, whose name the caller chose', async () => {
    const { endpoints } = await platform.state();
    const sts = new STSClient({
      ...{ endpoint: endpoints.aws, region: 'eu-central-1' },
      credentials: functionSession('open-window'),
    });
    const RoleArn = 'arn:aws:iam::111122223333:role/k8s-access-granter';
    const session = { RoleSessionName: 'carol@example.com', ExternalId: 'k8s-access-example' };
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, ...session }));
    const chosen = await commandLineOf(platform, {
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials?.SessionToken,
      AWS_REGION: 'eu-central-1',
    });
    expect(said(await chosen('', ...ask))).toContain('is nobody whom access.yaml knows');
  });

  it('whoever releases what is not theirs, or names what is not there', async () => {
    const id = requestIdSaid(await as('alice', ...ask));
    expect(said(await as('bob', 'release', id))).toContain('This is somebody else’s access');
    expect(said(await as('bob', 'release', '7k3m9x2p4qab'))).toContain(
      'There is no request `7k3m9x2p4qab`. `k8s-access list` shows yours.',
    );
  });
});

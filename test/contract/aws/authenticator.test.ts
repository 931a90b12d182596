import { rmSync } from 'node:fs';
import {
  CreateAccessEntryCommand,
  type CreateAccessEntryCommandInput,
  DeleteAccessEntryCommand,
} from '@aws-sdk/client-eks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presignToken } from '../../../shared/adapters/sts/presign-token.ts';
import {
  ACCOUNT,
  alice,
  CI_USER,
  ci,
  ENGINEER_ROLE,
  ENGINEER_ROLE_ID,
  ENGINEER_ROLE_NAME,
  eksClient,
  type LocalAws,
  openWindow,
  REGION,
  someIdentities,
  startAws,
  startAwsIn,
  temporaryDirectory,
} from '../../support/aws.ts';
import { rewriteToken, type TokenUrl } from '../../support/token-url.ts';

const MINUTE = 60_000;
let aws: LocalAws;
beforeEach(async () => {
  aws = await startAws();
  await createEntry(aws);
});
afterEach(() => aws.stop());

function createEntry(on: LocalAws, input: Partial<CreateAccessEntryCommandInput> = {}) {
  const entry = {
    clusterName: 'prod-eu',
    principalArn: ENGINEER_ROLE,
    username: 'k8s-access:{{SessionNameRaw}}',
    ...input,
  };
  return eksClient(on).send(new CreateAccessEntryCommand(entry));
}
const deleteEntry = () =>
  eksClient(aws).send(new DeleteAccessEntryCommand({ clusterName: 'prod-eu', principalArn: ENGINEER_ROLE }));
const mint = (input: Partial<Parameters<typeof presignToken>[0]> = {}) =>
  presignToken({ cluster: 'prod-eu', region: REGION, credentials: alice, signedAt: new Date(), ...input });
const review = (token: string) => aws.endpoint.reviewToken(token, 'prod-eu');
const refusedBecause = (reason: string) => ({
  authenticated: false,
  reason: expect.stringContaining(reason),
});

describe('a good token', () => {
  it('stands for the user that the entry says, with who signed it as extra', async () => {
    expect(await review(await mint())).toEqual({
      authenticated: true,
      user: {
        username: 'k8s-access:alice@example.com',
        uid: `aws-iam-authenticator:${ACCOUNT}:${ENGINEER_ROLE_ID}`,
        groups: [],
        extra: {
          accessKeyId: [alice.accessKeyId],
          arn: [`arn:aws:sts::${ACCOUNT}:assumed-role/${ENGINEER_ROLE_NAME}/alice@example.com`],
          canonicalArn: [`arn:aws:iam::${ACCOUNT}:role/${ENGINEER_ROLE_NAME}`],
          principalId: [ENGINEER_ROLE_ID],
          sessionName: ['alice@example.com'],
        },
      },
    });
  });
  it('has the groups of the entry, and a session name without @ by the default template', async () => {
    await deleteEntry();
    await createEntry(aws, { username: undefined, kubernetesGroups: ['readers'] });
    expect(await review(await mint())).toMatchObject({
      user: {
        username: `arn:aws:sts::${ACCOUNT}:assumed-role/${ENGINEER_ROLE_NAME}/alice-example.com`,
        groups: ['readers'],
      },
    });
  });
  it('of an IAM user is mapped by the ARN with its path', async () => {
    await createEntry(aws, { principalArn: CI_USER, username: undefined });
    expect(await review(await mint({ credentials: ci }))).toMatchObject({ user: { username: CI_USER } });
  });
  it('may be 14 minutes old', async () => {
    expect(await review(await mint({ signedAt: new Date(Date.now() - 14 * MINUTE) }))).toMatchObject({
      authenticated: true,
    });
  });
  it('may be for the global STS host, or for this endpoint itself', async () => {
    for (const origin of ['https://sts.amazonaws.com', aws.endpoint.url]) {
      const token = await rewriteToken(await mint(), { origin, signedBy: alice, cluster: 'prod-eu' });
      expect(await review(token)).toMatchObject({ authenticated: true });
    }
  });
  it('made after the clock was moved works at once', async () => {
    aws.clock.moveTo(aws.clock.now() + 8 * 60 * MINUTE);
    expect(await review(await mint())).toMatchObject({ authenticated: true });
  });
});

describe('a token is refused', () => {
  const signed = (change: Partial<TokenUrl>) => async () =>
    rewriteToken(await mint(), { signedBy: alice, cluster: 'prod-eu', ...change });
  const altered = (change: Partial<TokenUrl>) => async () => rewriteToken(await mint(), change);
  const bad: Record<string, [() => Promise<string> | string, string]> = {
    'without the prefix': [async () => (await mint()).slice(1), 'does not begin with k8s-aws-v1.'],
    'over 4 KiB': [async () => `${await mint()}${'A'.repeat(4096)}`, 'longer than 4 KiB'],
    'that is not base64url': [() => 'k8s-aws-v1.a+b/', 'not base64url'],
    'that holds no URL': [() => 'k8s-aws-v1.AAAA', 'does not hold a URL'],
    'over http': [signed({ origin: 'http://sts.eu-central-1.amazonaws.com' }), 'not an https URL'],
    'for another host': [signed({ origin: 'https://sts.evil.com' }), 'not for a host of STS'],
    'for a host that ends like STS': [
      signed({ origin: 'https://sts.amazonaws.com.evil.com' }),
      'not for a host of STS',
    ],
    'for a host of another partition': [
      signed({ origin: 'https://sts.cn-north-1.amazonaws.com.cn' }),
      'not for a host of STS',
    ],
    'for another service of AWS': [signed({ origin: 'https://s3.amazonaws.com' }), 'not for a host of STS'],
    'with a path': [altered({ path: '/x' }), 'path other than /'],
    'for another action': [signed({ query: { Action: 'GetSessionToken' } }), 'GetCallerIdentity'],
    'with an unknown parameter': [signed({ query: { Extra: '1' } }), 'not allowed'],
    'with a parameter twice': [signed({ query: { action: 'GetCallerIdentity' } }), 'twice'],
    'that does not sign the cluster header': [signed({ cluster: undefined }), 'does not sign the header'],
    'that says it lives for more than 15 minutes': [signed({ expiresIn: 901 }), 'more than 900'],
    'that is signed for another service': [signed({ service: 'eks' }), 'not signed for STS'],
    'made for another cluster': [() => mint({ cluster: 'staging-eu' }), 'signature does not match'],
    'that is 16 minutes old': [
      () => mint({ signedAt: new Date(Date.now() - 16 * MINUTE) }),
      'older than 15 minutes',
    ],
    'that is dated ten minutes ahead': [
      () => mint({ signedAt: new Date(Date.now() + 10 * MINUTE) }),
      'in the future',
    ],
    'whose signature was altered': [
      altered({ query: { 'X-Amz-Signature': 'a'.repeat(64) } }),
      'signature does not match',
    ],
    'whose lifetime was altered': [altered({ query: { 'X-Amz-Expires': '61' } }), 'signature does not match'],
    'whose signature is cut short': [altered({ query: { 'X-Amz-Signature': 'ab' } }), 'is incomplete'],
    'of an unknown access key': [
      () => mint({ credentials: { ...alice, accessKeyId: 'ASIANOBODY0000000001' } }),
      'is not known',
    ],
    'of a wrong secret': [
      () => mint({ credentials: { ...alice, secretAccessKey: 'guess' } }),
      'signature does not match',
    ],
    'of another session token': [
      () => mint({ credentials: { ...alice, sessionToken: 'other' } }),
      'session token is another',
    ],
    'of a role without an entry': [() => mint({ credentials: openWindow }), 'no access entry'],
  };
  it.each(Object.entries(bad))('%s', async (_what, [token, reason]) => {
    expect(await review(await token())).toEqual(refusedBecause(reason));
  });

  it('once the clock was moved past 15 minutes', async () => {
    const token = await mint({ signedAt: new Date(Date.now() - 2000) });
    aws.clock.moveTo(aws.clock.now() + 14 * MINUTE);
    expect(await review(token)).toMatchObject({ authenticated: true });
    aws.clock.moveTo(aws.clock.now() + 2 * MINUTE);
    expect(await review(token)).toEqual(refusedBecause('older than 15 minutes'));
  });
  it('once the access entry is gone', async () => {
    const token = await mint();
    await deleteEntry();
    expect(await review(token)).toEqual(refusedBecause('no access entry'));
  });
  it('on a cluster that has no entry for its role', async () => {
    const token = await mint({ cluster: 'staging-eu' });
    expect(await aws.endpoint.reviewToken(token, 'staging-eu')).toEqual(refusedBecause('no access entry'));
  });
  it('when its role was deleted and made again under the same ARN', async () => {
    const directory = temporaryDirectory();
    const before = await startAwsIn(directory);
    await createEntry(before);
    await before.stop();
    const after = await startAwsIn(directory, someIdentities('AROAENGINEER00000002'));
    expect(after.endpoint.accessEntries('prod-eu')).toHaveLength(1);
    expect(await after.endpoint.reviewToken(await mint(), 'prod-eu')).toEqual(
      refusedBecause('no access entry'),
    );
    await after.stop();
    rmSync(directory, { recursive: true });
  });
  it('when the template asks for an EC2 instance', async () => {
    await deleteEntry();
    await createEntry(aws, { type: 'EC2_LINUX', username: undefined });
    expect(await review(await mint())).toEqual(refusedBecause('cannot be filled in'));
  });
});

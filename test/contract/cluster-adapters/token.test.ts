import { expect, it } from 'vitest';
import { presignToken } from '../../../shared/adapters/sts/presign-token.ts';

const subject = {
  cluster: 'prod-eu',
  region: 'eu-central-1',
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'a+b/c=' },
  signedAt: new Date('2026-11-21T10:30:00Z'),
};

const urlIn = (token: string) =>
  new URL(Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString());

it('a token is a presigned call to the regional STS that names the cluster', async () => {
  const token = await presignToken(subject);
  expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
  const url = urlIn(token);
  expect(`${url.origin}${url.pathname}`).toBe('https://sts.eu-central-1.amazonaws.com/');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    Action: 'GetCallerIdentity',
    Version: '2011-06-15',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'ASIAEXAMPLE/20261121/eu-central-1/sts/aws4_request',
    'X-Amz-Date': '20261121T103000Z',
    'X-Amz-Expires': '60',
    'X-Amz-Security-Token': 'a+b/c=',
    'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(token).not.toContain(Buffer.from('secret').toString('base64url'));
});

it.each([
  ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com'],
])('a token for a cluster in %s is a call to %s', async (region, origin) => {
  const token = await presignToken({ ...subject, region });
  expect(urlIn(token).origin).toBe(origin);
  expect(urlIn(token).searchParams.get('X-Amz-Credential')).toContain(`/${region}/sts/`);
});

it('a token for one cluster is not one for another', async () => {
  expect(await presignToken({ ...subject, cluster: 'staging-eu' })).not.toBe(await presignToken(subject));
});

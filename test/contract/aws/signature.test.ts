import { ListClustersCommand } from '@aws-sdk/client-eks';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsCredentials } from '../../../shared/adapters/sts/presign-token.ts';
import {
  eksClient,
  type LocalAws,
  openWindow,
  secretsClient,
  startAws,
  stsClient,
} from '../../support/aws.ts';
import { callSigned, type SignedCall } from '../../support/aws-signed-call.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

const MINUTE = 60_000;
const call = (signed: SignedCall) => callSigned(aws.endpoint.url, signed);
const errorType = (response: Response) => response.headers.get('x-amzn-errortype');
const { accessKeyId, secretAccessKey } = openWindow;

const wrongCredentials: Record<string, [AwsCredentials, string, string]> = {
  'an unknown access key': [
    { ...openWindow, accessKeyId: 'AKIANOBODY0000000000' },
    'UnrecognizedClientException',
    'InvalidClientTokenId',
  ],
  'a wrong secret': [
    { ...openWindow, secretAccessKey: 'guess' },
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
  ],
  'no session token where there is one': [
    { accessKeyId, secretAccessKey },
    'UnrecognizedClientException',
    'InvalidClientTokenId',
  ],
  'another session token': [
    { ...openWindow, sessionToken: 'other' },
    'UnrecognizedClientException',
    'InvalidClientTokenId',
  ],
};

describe.each(Object.entries(wrongCredentials))('%s', (_what, [credentials, jsonCode, queryCode]) => {
  it('is refused by EKS with 403', async () => {
    await expect(eksClient(aws, credentials).send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: jsonCode,
      $metadata: { httpStatusCode: 403 },
    });
  });
  it('is refused by STS with 403', async () => {
    await expect(stsClient(aws, credentials).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: queryCode,
      $metadata: { httpStatusCode: 403 },
    });
  });
  it('is refused by Secrets Manager with 400', async () => {
    const read = new GetSecretValueCommand({ SecretId: 'slack' });
    await expect(secretsClient(aws, credentials).send(read)).rejects.toMatchObject({
      name: jsonCode,
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('a call', () => {
  it('without a signature is refused', async () => {
    const eks = await fetch(`${aws.endpoint.url}/clusters`);
    expect([eks.status, errorType(eks)]).toEqual([403, 'MissingAuthenticationTokenException']);
    const sts = await fetch(`${aws.endpoint.url}/?Action=GetCallerIdentity`);
    expect([sts.status, await sts.text()]).toEqual([
      403,
      expect.stringContaining('MissingAuthenticationToken'),
    ]);
  });
  it('with half a signature is refused', async () => {
    const response = await fetch(`${aws.endpoint.url}/clusters`, {
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' },
    });
    expect([response.status, errorType(response)]).toEqual([403, 'IncompleteSignatureException']);
  });
  it.each([
    ['four minutes old is answered', -4 * MINUTE, 200],
    ['six minutes old is refused', -6 * MINUTE, 403],
    ['four minutes ahead is answered', 4 * MINUTE, 200],
    ['six minutes ahead is refused', 6 * MINUTE, 403],
  ])('%s', async (_what, offset, status) => {
    expect((await call({ signedAt: Date.now() + offset })).status).toBe(status);
  });
  it('signed for another service is refused', async () => {
    expect(errorType(await call({ service: 'sts' }))).toBe('InvalidSignatureException');
  });
  it('with another path than the signed one is refused', async () => {
    expect(errorType(await call({ signedPath: '/clusters/prod-eu' }))).toBe('InvalidSignatureException');
  });
  it('with another body than the signed one is refused, though the signed hash is sent along', async () => {
    const path = '/clusters/prod-eu/access-entries';
    const changed = await call({ method: 'POST', path, body: '{"a":1}', sentBody: '{"a":2}' });
    expect(errorType(changed)).toBe('InvalidSignatureException');
  });
  it('whose path a gateway has shortened is verified by the path that was signed', async () => {
    const shortened = { signedPath: '/gateway/clusters', path: '/clusters' };
    const header = 'x-local-signed-path-prefix';
    expect((await call({ ...shortened, headers: { [header]: '/gateway' } })).status).toBe(200);
    expect((await call({ ...shortened, headers: { [header]: '/other' } })).status).toBe(403);
    expect((await call(shortened)).status).toBe(403);
  });
});

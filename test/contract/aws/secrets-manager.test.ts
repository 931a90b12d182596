import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, SECRET_ARN, secretsClient, startAws } from '../../support/aws.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

describe('GetSecretValue', () => {
  it.each(['slack', SECRET_ARN, SECRET_ARN.slice(0, -7)])('finds a secret as %s', async (SecretId) => {
    expect(await secretsClient(aws).send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
      ARN: SECRET_ARN,
      Name: 'slack',
      SecretString: '{"signingSecret":"s"}',
    });
  });
  it('is ResourceNotFoundException for another one', async () => {
    await expect(
      secretsClient(aws).send(new GetSecretValueCommand({ SecretId: 'nothing' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

import { rmSync } from 'node:fs';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  alice,
  CI_USER,
  ci,
  ENGINEER_ROLE_ID,
  ENGINEER_ROLE_NAME,
  GRANTER_ROLE,
  type LocalAws,
  startAws,
  startAwsIn,
  stsClient,
  temporaryDirectory,
} from '../../support/aws.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

const asGranter = {
  RoleArn: GRANTER_ROLE,
  RoleSessionName: 'request-7',
  ExternalId: 'k8s-access',
};
const credentialsOf = ({ Credentials }: AssumeRoleCommandOutput) => ({
  accessKeyId: String(Credentials?.AccessKeyId),
  secretAccessKey: String(Credentials?.SecretAccessKey),
  sessionToken: String(Credentials?.SessionToken),
});

describe('GetCallerIdentity', () => {
  it('names the session of a role, without its path, and its unique id', async () => {
    expect(await stsClient(aws, alice).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ENGINEER_ROLE_NAME}/alice@example.com`,
      UserId: `${ENGINEER_ROLE_ID}:alice@example.com`,
      Account: ACCOUNT,
    });
  });
  it('names a user', async () => {
    expect(await stsClient(aws, ci).send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: CI_USER });
  });
});

describe('AssumeRole', () => {
  it('gives temporary credentials of the role, good for an hour', async () => {
    const answer = await stsClient(aws).send(new AssumeRoleCommand(asGranter));
    expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/granter/request-7`);
    const lifetime = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(lifetime).toBeGreaterThan(3_590_000);
    expect(lifetime).toBeLessThanOrEqual(3_600_000);
    const granter = stsClient(aws, credentialsOf(answer));
    expect(await granter.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/granter/request-7`,
    });
  });
  it('is AccessDenied to a caller that the role does not trust', async () => {
    await expect(stsClient(aws, alice).send(new AssumeRoleCommand(asGranter))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
  it.each([
    ['without the external id that the role asks for', { ExternalId: undefined }],
    ['with another external id', { ExternalId: 'another' }],
    ['for a role that does not exist', { RoleArn: `arn:aws:iam::${ACCOUNT}:role/nobody` }],
  ])('is AccessDenied %s', async (_what, input) => {
    await expect(
      stsClient(aws).send(new AssumeRoleCommand({ ...asGranter, ...input })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
  it.each([
    ['a session name with a space', { RoleSessionName: 'a b' }],
    ['a session name of one character', { RoleSessionName: 'a' }],
    ['a session of ten minutes', { DurationSeconds: 600 }],
    ['a session of two hours out of another session', { DurationSeconds: 7200 }],
  ])('refuses %s with ValidationError', async (_what, input) => {
    await expect(
      stsClient(aws).send(new AssumeRoleCommand({ ...asGranter, ...input })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
  it('gives credentials that outlive a restart', async () => {
    const directory = temporaryDirectory();
    const before = await startAwsIn(directory);
    const answer = await stsClient(before).send(new AssumeRoleCommand(asGranter));
    await before.stop();
    const after = await startAwsIn(directory);
    const granter = stsClient(after, credentialsOf(answer));
    expect(await granter.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: ACCOUNT });
    expect(after.endpoint.url).toBe(before.endpoint.url);
    await after.stop();
    rmSync(directory, { recursive: true });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EKSClient } from '@aws-sdk/client-eks';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { type AwsEndpoint, startAwsEndpoint } from '../../local/aws/endpoint.ts';
import type { Identities } from '../../local/aws/identity/identities.ts';
import { openSigningKey } from '../../local/aws/kms/signing-key.ts';
import type { Topic } from '../../local/aws/sns/topic.ts';
import { openClock, type PlatformClock } from '../../local/clock.ts';
import type { Pages } from '../../local/pages.ts';
import { openStore } from '../../local/store.ts';
import type { AwsCredentials } from '../../shared/adapters/sts/presign-token.ts';
import { pagingIn } from './paging.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const ENGINEER_ROLE_NAME = 'AWSReservedSSO_Engineer_0123456789abcdef';
export const ENGINEER_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${REGION}/${ENGINEER_ROLE_NAME}`;
export const ENGINEER_ROLE_ID = 'AROAENGINEER00000001';
export const OPEN_WINDOW_ROLE = `arn:aws:iam::${ACCOUNT}:role/open-window`;
export const GRANTER_ROLE = `arn:aws:iam::${ACCOUNT}:role/granter`;
export const CI_USER = `arn:aws:iam::${ACCOUNT}:user/robots/ci`;
export const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:slack-AbCd12`;

export const alice: AwsCredentials = {
  accessKeyId: 'ASIAALICE00000000001',
  secretAccessKey: 'alice-secret',
  sessionToken: 'alice-session-token',
};
export const ci: AwsCredentials = { accessKeyId: 'AKIACI00000000000001', secretAccessKey: 'ci-secret' };
export const openWindow: AwsCredentials = {
  accessKeyId: 'ASIAOPENWINDOW000001',
  secretAccessKey: 'open-window-secret',
  sessionToken: 'open-window-session-token',
};

/** A small estate: the engineers' shared role, a Lambda function's role that may become the granter, and a user. */
export function someIdentities(engineerRoleId = ENGINEER_ROLE_ID): Identities {
  return {
    roles: [
      { arn: ENGINEER_ROLE, roleId: engineerRoleId, trust: { principals: [] } },
      { arn: OPEN_WINDOW_ROLE, roleId: 'AROAOPENWINDOW000001', trust: { principals: [] } },
      {
        arn: GRANTER_ROLE,
        roleId: 'AROAGRANTER000000001',
        trust: { principals: [OPEN_WINDOW_ROLE], externalId: 'k8s-access' },
      },
    ],
    users: [{ arn: CI_USER, userId: 'AIDACI00000000000001' }],
    credentials: [
      {
        ...alice,
        principal: { kind: 'role-session', roleArn: ENGINEER_ROLE, sessionName: 'alice@example.com' },
      },
      {
        ...openWindow,
        principal: { kind: 'role-session', roleArn: OPEN_WINDOW_ROLE, sessionName: 'open-window' },
      },
      { ...ci, principal: { kind: 'user', userArn: CI_USER } },
    ],
  };
}

/** The bucket of sealed days, and the key that signs them. */
export function vaultIn(directory: string) {
  return {
    bucket: { name: 'sealed-days', directory },
    signingKey: openSigningKey(directory, { region: REGION, account: ACCOUNT }),
  };
}

export interface LocalAws {
  readonly endpoint: AwsEndpoint;
  readonly clock: PlatformClock;
  readonly pages: Pages;
  readonly topic: Topic;
  stop(): Promise<void>;
}

/** Starts the endpoint on the data of `directory`, which stays. */
export async function startAwsIn(directory: string, identities = someIdentities()): Promise<LocalAws> {
  const store = openStore(directory);
  const clock = openClock(store.collection('clock'));
  const clusters = ['prod-eu', 'staging-eu'].map((name) => ({
    name,
    account: ACCOUNT,
    region: REGION,
    version: '1.32',
  }));
  const secrets = [{ name: 'slack', arn: SECRET_ARN, value: '{"signingSecret":"s"}' }];
  const { pages, topic } = pagingIn(store);
  const endpoint = await startAwsEndpoint({
    ...{ store, clock, identities, clusters, secrets, topic },
    ...vaultIn(directory),
  });
  return {
    ...{ endpoint, pages, topic },
    clock,
    stop: async () => {
      await endpoint.stop();
      store.close();
    },
  };
}

/** Starts the endpoint on data of its own, which goes when it stops. */
export async function startAws(): Promise<LocalAws> {
  const directory = temporaryDirectory();
  const aws = await startAwsIn(directory);
  return {
    ...aws,
    stop: async () => {
      await aws.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'k8s-access-'));
}

/** What every SDK client here is made of: one attempt, because a refusal is what many tests are about. */
export function clientOptions(url: string, credentials: AwsCredentials) {
  return { endpoint: url, region: REGION, credentials, maxAttempts: 1 };
}

export function eksClient({ endpoint }: LocalAws, credentials = openWindow): EKSClient {
  return new EKSClient(clientOptions(endpoint.url, credentials));
}

export function stsClient({ endpoint }: LocalAws, credentials = openWindow): STSClient {
  return new STSClient(clientOptions(endpoint.url, credentials));
}

export function secretsClient({ endpoint }: LocalAws, credentials = openWindow): SecretsManagerClient {
  return new SecretsManagerClient(clientOptions(endpoint.url, credentials));
}

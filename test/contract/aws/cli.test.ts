import { execFile, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { CreateAccessEntryCommand } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAwsProfiles } from '../../../local/kubeconfig/aws-profiles.ts';
import {
  ACCOUNT,
  alice,
  ENGINEER_ROLE,
  ENGINEER_ROLE_NAME,
  eksClient,
  type LocalAws,
  REGION,
  startAws,
  temporaryDirectory,
} from '../../support/aws.ts';

const installed = spawnSync('aws', ['--version']).status === 0;
const START_MS = 60_000;

describe.skipIf(!installed)(
  'the AWS CLI (skipped where `aws` is not on the PATH)',
  { timeout: START_MS },
  () => {
    const data = temporaryDirectory();
    let aws: LocalAws;
    beforeAll(async () => {
      aws = await startAws();
      writeAwsProfiles(data, REGION, aws.endpoint.url, [{ name: 'alice', credentials: alice }]);
      const username = 'k8s-access:{{SessionNameRaw}}';
      await eksClient(aws).send(
        new CreateAccessEntryCommand({ clusterName: 'prod-eu', principalArn: ENGINEER_ROLE, username }),
      );
    });
    afterAll(async () => {
      await aws.stop();
      rmSync(data, { recursive: true });
    });

    async function cli(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<unknown> {
      const { PATH, HOME } = process.env;
      const profile = { AWS_SHARED_CREDENTIALS_FILE: `${data}/aws/credentials`, AWS_PROFILE: 'alice' };
      const { stdout } = await promisify(execFile)('aws', args, {
        env: { PATH, HOME, ...profile, ...environment },
      });
      return stdout === '' ? undefined : JSON.parse(stdout);
    }
    const here = (...args: string[]) => cli([...args, '--endpoint-url', aws.endpoint.url]);
    const ofEntry = ['--cluster-name', 'prod-eu', '--principal-arn', ENGINEER_ROLE];
    const asAlice = { authenticated: true, user: { username: 'k8s-access:alice@example.com' } };

    it('sts get-caller-identity says whose profile it is', async () => {
      expect(await here('sts', 'get-caller-identity')).toMatchObject({
        Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${ENGINEER_ROLE_NAME}/alice@example.com`,
      });
    });
    it('needs no --endpoint-url where the config file of the profile is used', async () => {
      const identity = await cli(['sts', 'get-caller-identity'], { AWS_CONFIG_FILE: `${data}/aws/config` });
      expect(identity).toMatchObject({ Account: ACCOUNT });
    });
    it('eks list-access-entries lists the principals', async () => {
      expect(await here('eks', 'list-access-entries', '--cluster-name', 'prod-eu')).toEqual({
        accessEntries: [ENGINEER_ROLE],
      });
    });
    it('eks describe-access-entry shows the entry', async () => {
      expect(await here('eks', 'describe-access-entry', ...ofEntry)).toMatchObject({
        accessEntry: { principalArn: ENGINEER_ROLE, username: 'k8s-access:{{SessionNameRaw}}' },
      });
    });
    it('eks create-access-entry says what is wrong', async () => {
      await expect(here('eks', 'create-access-entry', ...ofEntry)).rejects.toMatchObject({
        stderr: expect.stringContaining('(ResourceInUseException)'),
      });
    });
    it.each([
      ['--endpoint-url', () => here('eks', 'get-token', '--cluster-name', 'prod-eu')],
      [
        'AWS_ENDPOINT_URL',
        () => cli(['eks', 'get-token', '--cluster-name', 'prod-eu'], { AWS_ENDPOINT_URL: aws.endpoint.url }),
      ],
    ])('eks get-token with %s makes a token that authenticates', async (_how, getToken) => {
      const credential = await getToken();
      expect(credential).toMatchObject({ status: { token: expect.stringContaining('k8s-aws-v1.') } });
      const { token } = (credential as { status: { token: string } }).status;
      expect(await aws.endpoint.reviewToken(token, 'prod-eu')).toMatchObject(asAlice);
    });
  },
);

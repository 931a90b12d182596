import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { functionSession } from '../../local/example/iam.ts';
import { k8sAccess } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const endpoints = z.object({ endpoints: z.object({ aws: z.url() }) });
const report = z.object({
  findings: z.array(
    z.strictObject({
      subject: z.string(),
      outcome: z.enum(['well', 'problem', 'unknown']),
      says: z.string(),
    }),
  ),
});

let platform: TestPlatform;
let environment: Record<string, string>;
beforeAll(async () => {
  platform = await startTestPlatform();
  const state = await (await fetch(`${platform.url}/local/state`)).json();
  const { accessKeyId, secretAccessKey, sessionToken } = functionSession('platform');
  environment = {
    AWS_ENDPOINT_URL: endpoints.parse(state).endpoints.aws,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
});
afterEach(() => platform.changeCluster('prod-eu', {}));
afterAll(() => platform.stop());

const problems = async () => {
  const { code, out } = await k8sAccess(['doctor', '--json'], environment);
  const { findings } = report.parse(JSON.parse(out));
  return { code, problems: findings.filter(({ outcome }) => outcome === 'problem') };
};

it('the doctor finds the example estate well, and says what it did not look at', async () => {
  const { code, out, err } = await k8sAccess(['doctor'], environment);
  expect(err).toBe('');
  expect(out).toContain('prod-eu\n  ok       The authentication mode is API.\n');
  expect(out).toContain('slack\n  unknown  Not looked at: SLACK_BOT_TOKEN holds no token.\n');
  expect(out).toContain('unknown  Kubernetes 1.20 has no admission policies');
  expect(out).not.toContain('problem');
  expect(code).toBe(0);
});

it('a cluster in mode CONFIG_MAP is a problem, with the command that mends it', async () => {
  await platform.changeCluster('prod-eu', { authenticationMode: 'CONFIG_MAP' });
  expect(await problems()).toEqual({
    code: 1,
    problems: [
      {
        subject: 'prod-eu',
        outcome: 'problem',
        says: expect.stringMatching(
          /aws eks update-cluster-config --name prod-eu --region eu-central-1 --access-config authenticationMode=API_AND_CONFIG_MAP$/,
        ),
      },
    ],
  });
});

it('one whose certificate is from another authority than EKS says is one too', async () => {
  await platform.changeCluster('prod-eu', { authority: 'other' });
  expect((await problems()).problems).toMatchObject([
    { subject: 'prod-eu', says: expect.stringContaining('its certificate is not from the authority') },
  ]);
});

it('without credentials each cluster is a problem, and says which to give', async () => {
  const { code, out } = await k8sAccess(['doctor'], {
    ...environment,
    AWS_ACCESS_KEY_ID: '',
    HOME: '/nowhere',
  });
  expect(out).toContain('Run this under an AWS role, or give it credentials.');
  expect(code).toBe(1);
});

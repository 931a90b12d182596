import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { create } from '../../../functions/slack/create.ts';
import { preparedExample } from '../../support/prepared-config.ts';
import { signingSecret } from '../../support/slack.ts';
import { commandBody, delivery } from '../../support/slack-delivery.ts';
import { lambdaContext } from '../../support/slack-function.ts';

const environment = {
  ACCESS_CONFIG_PATH: preparedExample(),
  STAGE: 'test',
  TABLE_NAME: 'k8s-access',
  SLACK_SECRET_ID: 'slack',
  PAGERDUTY_SECRET_ID: 'pagerduty',
  APPROVAL_MACHINE_ARN: 'arn:aws:states:eu-central-1:111122223333:stateMachine:approval',
  WINDOW_MACHINE_ARN: 'arn:aws:states:eu-central-1:111122223333:stateMachine:window',
  APPROVAL_FUNCTION: 'advance-approval',
  DESCRIBE_FUNCTION: 'describe-role',
  SWEEP_FUNCTION: 'sweep',
  WINDOW_FUNCTION: 'close-window',
  OPENING_FUNCTION: 'open-window',
};

/** What Secrets Manager holds; nothing while it is down. */
let secret: string | undefined;
let reads = 0;
let secretsManager: Server;

beforeEach(async () => {
  secret = JSON.stringify({ signingSecret, botToken: 'xoxb-test' });
  reads = 0;
  secretsManager = createServer((_, response) => {
    reads += 1;
    response.writeHead(secret === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(secret === undefined ? { __type: 'Down' } : { SecretString: secret }));
  });
  await new Promise<void>((resolve) => secretsManager.listen(0, '127.0.0.1', resolve));
  const { port } = secretsManager.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  secretsManager.closeAllConnections();
  secretsManager.close();
});

const help = () => delivery({ body: commandBody('help') });

it('the secret is read once, at the first request, and signatures are judged by the wall clock', async () => {
  const handler = create(environment, () => 0);
  expect(reads).toBe(0);
  for (let time = 0; time < 3; time += 1) {
    expect(await handler(help(), lambdaContext)).toMatchObject({ statusCode: 200 });
  }
  expect(reads).toBe(1);
});

it.each([
  ['cannot be read', undefined],
  ['is not what it should be', '{"botToken":"xoxb-hidden"}'],
])(
  'while the secret %s requests are answered 503, logged without it, and the next one works',
  async (_, bad) => {
    const logged: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      logged.push(String(line));
      return true;
    });
    const handler = create(environment, Date.now);
    secret = bad;
    expect(await handler(help(), lambdaContext)).toMatchObject({ statusCode: 503 });
    expect(logged.join('')).toContain('could not start');
    expect(logged.join('')).not.toContain('xoxb-hidden');
    secret = JSON.stringify({ signingSecret, botToken: 'xoxb-test' });
    expect(await handler(help(), lambdaContext)).toMatchObject({ statusCode: 200 });
  },
);

it('a function that lacks part of its environment does not start', () => {
  const { TABLE_NAME: _, ...rest } = environment;
  expect(() => create(rest, Date.now)).toThrow('TABLE_NAME');
});

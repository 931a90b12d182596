import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import type { Hono } from 'hono';
import { expect } from 'vitest';
import type { Outcome } from '../../local/slack/acts/outcome.ts';
import { app } from '../../local/slack/app.ts';
import { slackRoutes } from '../../local/slack/local-api/routes.ts';
import { openSlack, type Slack } from '../../local/slack/slack.ts';
import type { WorkspaceOptions } from '../../local/slack/workspace.ts';
import { openStore } from '../../local/store.ts';
import { startTestApp, type TestApp } from '../contract/slack/support/test-app.ts';

export const signingSecret = 'a-signing-secret-for-tests';
export const botToken = 'xoxb-a-token-for-tests';

const person = (id: string, realName: string) => {
  const name = realName.split(' ')[0]?.toLowerCase() ?? '';
  return { id, name, realName, email: `${name}@example.com` };
};

/** The personas of the example estate. */
export const users = [
  person('U0ALICE', 'Alice Archer'),
  person('U0BOB', 'Bob Baker'),
  person('U0CAROL', 'Carol Cook'),
  person('U0DAVE', 'Dave Dyer'),
  { ...person('U0ERIN', 'Erin Exeter'), isRestricted: true },
  { ...person('U0FRANK', 'Frank Fisher'), deleted: true },
];

export const usergroups = [
  { id: 'S0LEADS', handle: 'payments-leads', name: 'Payments leads', users: ['U0BOB', 'U0CAROL'] },
  { id: 'S0ONCALL', handle: 'platform-oncall', name: 'Platform on call', users: ['U0CAROL'] },
  { id: 'S0SECURITY', handle: 'security', name: 'Security', users: ['U0DAVE', 'U0FRANK'] },
];

export const channels = [
  { id: 'C0REQUESTS', name: 'access-requests' },
  { id: 'C0ALERTS', name: 'security-alerts' },
  { id: 'C0GENERAL', name: 'general' },
  { id: 'C0ATTIC', name: 'attic', isArchived: true },
  { id: 'C0LOUNGE', name: 'lounge', members: ['U0ALICE'] },
  { id: 'C0VAULT', name: 'vault', members: ['U0DAVE'], isPrivate: true },
  { id: 'C0CREW', name: 'crew', members: ['U0BOB', app.userId], isPrivate: true },
];

/** What the local API answers an act with; one that it refuses has `error` alone. */
export interface LocalAnswer extends Outcome {
  readonly error?: string;
}

export interface TestSlack {
  readonly slack: Slack;
  readonly testApp: TestApp;
  readonly client: WebClient;
  readonly clock: TestClock;
  /** Posts JSON to the local API. */
  post(path: string, body: unknown): Promise<{ status: number; json: LocalAnswer }>;
  /** Closes the workspace and its store, and opens them again. */
  reopen(): Promise<TestSlack>;
  close(): Promise<void>;
}

/** Platform and wall time, in milliseconds, which stand still unless moved. */
export interface TestClock {
  platform: number;
  wall: () => number;
}

type Change = Partial<Pick<WorkspaceOptions, 'eventRetryDelays' | 'deliverTo'>>;

/** A workspace with the example estate, an app, and the real web client, on a store of its own. */
export async function startTestSlack(change: Change = {}): Promise<TestSlack> {
  const directory = mkdtempSync(join(tmpdir(), 'slack-'));
  const testApp = await startTestApp(signingSecret);
  const clock = { platform: Date.parse('2026-11-21T10:00:00Z'), wall: Date.now };
  return open(directory, testApp, clock, change);
}

async function open(
  directory: string,
  testApp: TestApp,
  clock: TestClock,
  change: Change,
): Promise<TestSlack> {
  const store = openStore(directory);
  const slack = await openSlack({
    store,
    now: () => clock.platform,
    wallNow: () => clock.wall(),
    team: { id: 'T0EXAMPLE', domain: 'example', name: 'Example' },
    users,
    usergroups,
    channels,
    signingSecret,
    botToken,
    deliverTo: testApp.url,
    ...change,
  });
  const stop = async () => {
    await slack.close();
    store.close();
  };
  const routes = slackRoutes(slack);
  return {
    slack,
    testApp,
    clock,
    client: webClient(slack.url, botToken),
    post: (path, body) => post(routes, path, body),
    reopen: async () => {
      await stop();
      return open(directory, testApp, clock, change);
    },
    close: async () => {
      await stop();
      testApp.close();
      rmSync(directory, { recursive: true });
    },
  };
}

const nothing = () => {};

/** The client logs every refusal; here they are expected. */
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** The real web client, as the project uses it: one attempt, no waiting. */
export function webClient(url: string, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

async function post(routes: Hono, path: string, body: unknown) {
  const answer = await routes.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as LocalAnswer };
}

/** The `data` of Slack's refusal of a call, as the web client reports it; throws where the call succeeds. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => expect.fail('the call succeeded'),
    (thrown) => thrown,
  );
  return error instanceof Error && 'data' in error ? error.data : error;
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

export const button = (actionId: string, value?: string) => ({
  type: 'button' as const,
  action_id: actionId,
  text: plain(actionId),
  ...(value === undefined ? {} : { value }),
});

export const actions = (...elements: object[]) => ({ type: 'actions' as const, elements });
export const section = (text: string) => ({ type: 'section' as const, text: mrkdwn(text) });

export const input = (blockId: string, element: object) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain(blockId),
  element,
});

export const option = (value: string) => ({ text: plain(value), value });

export const modal = (...blocks: object[]) => ({
  type: 'modal' as const,
  title: plain('Ask for access'),
  submit: plain('Ask'),
  blocks,
});

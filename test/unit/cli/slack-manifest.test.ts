import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { botEvents, botScopes } from '../../../shared/adapters/slack/app-settings.ts';
import { k8sAccess, root } from '../../support/command-line.ts';

const url = 'https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events';

it('the manifest has the commands, and sends everything to one address', async () => {
  const { code, out, err } = await k8sAccess(['slack', 'manifest', '--url', url]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { features, settings } = JSON.parse(out);
  expect(features.slash_commands).toMatchObject([
    { command: '/k8s-access', url, should_escape: true },
    { command: '/k8s-break-glass', url, should_escape: true },
  ]);
  expect(settings).toMatchObject({
    event_subscriptions: { request_url: url, bot_events: [...botEvents] },
    interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
    socket_mode_enabled: false,
  });
});

it('the help says what each scope is for', async () => {
  const { out } = await k8sAccess(['slack', 'manifest', '--help']);
  for (const { scope, what } of botScopes) {
    expect(out).toMatch(new RegExp(`^  ${scope} +${what}$`, 'm'));
  }
});

it.each([
  [[], '--url is missing.'],
  [['--url', 'abc123.example.com'], '--url: write the whole address, with https://'],
  [['--url', 'http://abc123.example.com'], '--url: write the whole address, with https://'],
  [['--url', url, '--name', 'n'.repeat(36)], '--name: use up to 35 characters.'],
])('%j is refused with what to write', async (args, sentence) => {
  const { code, err } = await k8sAccess(['slack', 'manifest', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

/** What each method asks for, by its page under https://docs.slack.dev/reference/methods. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

describe('the scopes', () => {
  it('are what the methods ask for that we call, and no more', () => {
    const called = [...sourcesIn('shared/adapters/slack').matchAll(/answerOf\(\s*'([\w.]+)'/g)].map(
      ([, method = '']) => method,
    );
    expect([...new Set(called)].sort()).toEqual(Object.keys(scopesOf).sort());
    const needed = new Set(['commands', ...called.flatMap((method) => scopesOf[method] ?? [])]);
    expect(botScopes.map(({ scope }): string => scope).sort()).toEqual([...needed].sort());
  });

  it('the events are those that the function listens to', () => {
    const listened = [...sourcesIn('functions/slack').matchAll(/app\.event\('(\w+)'/g)];
    expect(listened.map(([, event]) => event).sort()).toEqual([...botEvents].sort());
  });
});

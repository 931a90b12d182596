import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Ran } from '../support/command-line.ts';
import { commandLineOf, requestIdSaid, said } from '../support/command-line-on-platform.ts';
import {
  directMessages,
  factsOf,
  messageIn,
  ourBindings,
  type PlatformState,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';

// Break-glass over the command line, in the night in which Slack answers nothing.

let platform: TestPlatform;
let as: (persona: string, ...args: string[]) => Promise<Ran>;
beforeAll(async () => {
  platform = await startTestPlatform();
  as = await commandLineOf(platform);
});
afterAll(() => platform.stop());
afterEach(() => platform.clearFaults());

const slackDown = () => platform.fault({ target: 'slack', times: 1000, error: 'timeout' });
const channelsPaged = ({ pages }: PlatformState, id: string) =>
  pages.flatMap(({ channel, dedupKey }) => (dedupKey === id ? [channel] : [])).sort();
const until = (id: string, status: string) =>
  platform.until(`${id} is ${status}`, (state) => statusOf(state, id) === status);

it('opens after somebody was paged, and closes, with Slack down', async () => {
  await slackDown();
  const began = Date.now();
  const id = requestIdSaid(
    await as('carol', 'break-glass', 'prod-eu', 'payments', 'admin', 'payments are down'),
  );
  const open = await until(id, 'active');
  // Loose, because this machine may be busy: what is judged is the time that the record has of the page.
  expect(Date.now() - began).toBeLessThan(30_000);
  expect(ourBindings(open, 'prod-eu')).toMatchObject([
    { subjects: [{ name: 'k8s-access:carol@example.com' }] },
  ]);
  expect(channelsPaged(open, id)).toEqual(['pagerduty', 'sns']);
  const facts = factsOf(open, id);
  expect(facts.indexOf('paged')).toBeGreaterThan(0);
  expect(facts.indexOf('paged')).toBeLessThan(facts.indexOf('opened'));
  const requested = open.audit.find(({ requestId, seq }) => requestId === id && seq === 1);
  expect(JSON.stringify(requested)).toContain(':assumed-role/');
  expect(said(await as('carol', 'status', id))).toContain('opened (open-window)');
  expect(await as('carol', 'release', id)).toMatchObject({ code: 0 });
  expect(ourBindings(await until(id, 'ended'), 'prod-eu')).toEqual([]);
  await platform.clearFaults();
  await platform.advance(20 * 60);
  const told = messageIn(await platform.state(), 'security-alerts', ({ text }) => text.includes(id));
  expect(told.text).toContain('The access ended');
  expect(directMessages(await platform.state(), 'carol').at(-1)).toContain('ended');
});

it('opens with Step Functions down, and the sweep closes it at its end', async () => {
  await platform.fault({ target: 'states.StartExecution', times: 1000, error: 'ServiceUnavailable' });
  const id = requestIdSaid(
    await as('alice', 'break-glass', 'prod-eu', 'platform', 'edit', 'the queue is stuck'),
  );
  const open = await until(id, 'active');
  expect(open.executions.filter(({ name }) => name.startsWith(id))).toEqual([]);
  expect(channelsPaged(open, id)).toEqual(['pagerduty', 'sns']);
  await platform.advance(65 * 60);
  const over = await platform.state();
  expect(statusOf(over, id)).toBe('ended');
  expect(ourBindings(over, 'prod-eu')).toEqual([]);
  await platform.clearFaults();
  await platform.advance(6 * 60);
  const { executions } = await platform.state();
  expect(executions.map(({ name, machine }) => `${machine} ${name}`)).toContain(`window ${id}`);
});

it('is one with one key, and pages once', async () => {
  const ask = [
    'break-glass',
    'prod-eu',
    'checkout',
    'edit',
    'checkout is down',
    '--key',
    'an-emergency-key-1',
  ];
  const first = requestIdSaid(await as('bob', ...ask));
  await until(first, 'active');
  expect(requestIdSaid(await as('bob', ...ask))).toBe(first);
  const { requests } = await platform.state();
  expect(requests.filter(({ id }) => id === first)).toHaveLength(1);
  expect(channelsPaged(await platform.state(), first)).toEqual(['pagerduty', 'sns']);
});

it('refuses whom no rule names, and says why', async () => {
  const refused = await as('dave', 'break-glass', 'prod-eu', 'payments', 'admin', 'I am curious');
  expect(refused.code).toBe(1);
  expect(said(refused)).toContain('No rule lets you open');
});

it('never opens where nobody could be paged, with Slack down too', async () => {
  await slackDown();
  await platform.fault({ target: 'pagerduty.enqueue', times: 100, error: 500 });
  await platform.fault({ target: 'sns.Publish', times: 100, error: 'InternalErrorException' });
  const id = requestIdSaid(await as('alice', 'break-glass', 'prod-eu', 'platform', 'debug', 'it is down'));
  const failed = await until(id, 'failed');
  expect(ourBindings(failed, 'prod-eu').filter(({ metadata }) => metadata.name.includes(id))).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countedIn } from '../support/metrics-on-platform.ts';
import {
  directMessages,
  factsOf,
  hasKubectl,
  messageIn,
  ourBindings,
  type PlatformState,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { openWindowFor, recordOf } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const admin = (...args: string[]) => platform.kubectl('admin', 'prod-eu', ...args);
const open = () => openWindowFor(platform, 'alice', 'prod-eu payments edit 1h fix it', 'bob');
const securityHeard = (state: PlatformState, text: string) =>
  state.slack.channels
    .find(({ name }) => name === 'security-alerts')
    ?.messages.some(({ blocks }) => JSON.stringify(blocks).includes(text)) === true;

async function sweep(): Promise<void> {
  const before = directMessages(await platform.state(), 'dave').length;
  await platform.command('dave', 'sweep');
  await platform.until('dave is told', (now) => directMessages(now, 'dave').length > before);
}

describe('/k8s-access sweep', () => {
  it('tells security what came of it, and is for nobody else', async () => {
    await sweep();
    expect(directMessages(await platform.state(), 'dave').at(-1)).toContain('Nothing is out of order');
    const refused = await platform.command('alice', 'sweep');
    expect(JSON.stringify(refused.response)).toContain('Only members of @security');
  });
});

describe.skipIf(!hasKubectl)('what somebody does to the cluster behind our back', () => {
  it('a binding that was deleted ends the window, and it is not given again', async () => {
    const id = await open();
    await platform.advance(60);
    await admin('delete', 'rolebinding', '-n', 'payments', `k8s-access-${id}`);
    await sweep();
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(recordOf(state, id)).toMatchObject({ cause: 'drift' });
    expect(factsOf(state, id).slice(-2)).toEqual(['closing', 'closed']);
    expect(securityHeard(state, `somebody removed the binding payments/k8s-access-${id}`)).toBe(true);
    await platform.until('alice is told', (now) =>
      JSON.stringify(messageIn(now, 'dm-alice', ({ text }) => text.includes('somebody removed'))).includes(
        id,
      ),
    );
    await platform.advance(600);
    expect(ourBindings(await platform.state(), 'prod-eu')).toEqual([]);
  });

  it('a binding that names somebody else too is removed, and the window ends', async () => {
    const id = await open();
    const subjects = [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'k8s-access:alice@example.com' },
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'mallory' },
    ];
    const patched = await admin(
      ...['patch', 'rolebinding', '-n', 'payments', `k8s-access-${id}`, '--type=merge'],
      ...['-p', JSON.stringify({ subjects })],
    );
    expect(patched).toMatchObject({ ok: true });
    await platform.advance(301);
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(recordOf(state, id)).toMatchObject({ cause: 'drift', found: [{ problem: 'subjects' }] });
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
  });

  it('a binding of ours that lost its labels ends the window all the same', async () => {
    const id = await open();
    await admin('label', 'rolebinding', '-n', 'payments', `k8s-access-${id}`, 'k8s-access/request-');
    await sweep();
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(recordOf(state, id)).toMatchObject({ found: [{ problem: 'labels' }] });
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
  });

  it('a binding with our marks that no record knows is removed', async () => {
    const name = 'k8s-access-7k3m9x2p4qab';
    await admin('create', 'rolebinding', name, '-n', 'checkout', '--clusterrole=admin', '--user=mallory');
    await admin(
      ...['label', 'rolebinding', name, '-n', 'checkout'],
      ...['app.kubernetes.io/managed-by=k8s-access', 'k8s-access/request=7k3m9x2p4qab'],
    );
    await sweep();
    const state = await platform.until('security hears of it', (now) =>
      securityHeard(now, `checkout/${name}`),
    );
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
  });

  it('planted access is named, and neither the sweep nor the close that it outlives takes it away', async () => {
    const id = await open();
    const user = 'k8s-access:alice@example.com';
    await admin(
      'create',
      'rolebinding',
      'for-later',
      '-n',
      'payments',
      '--clusterrole=k8s-access:edit',
      `--user=${user}`,
    );
    await sweep();
    expect(securityHeard(await platform.state(), 'payments/for-later gives k8s-access:edit')).toBe(true);
    await platform.advance(3600);
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(JSON.stringify(recordOf(state, id)?.['evidence'])).toContain('for-later');
    await admin('delete', 'rolebinding', 'for-later', '-n', 'payments');
  });

  it('a binding planted under the name of a window’s own does not keep it from ending', async () => {
    const id = await open();
    const name = `k8s-access-${id}`;
    const user = 'k8s-access:alice@example.com';
    await admin('delete', 'rolebinding', '-n', 'payments', name);
    await admin(
      'create',
      'rolebinding',
      name,
      '-n',
      'payments',
      '--clusterrole=k8s-access:edit',
      `--user=${user}`,
    );
    await sweep();
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(JSON.stringify(recordOf(state, id)?.['evidence'])).toContain(name);
    expect(securityHeard(state, `payments/${name} gives`)).toBe(true);
    await admin('delete', 'rolebinding', name, '-n', 'payments');
  });
});

describe('where functions fail', () => {
  it('a window whose closing function never answers is closed by the sweep', async () => {
    const id = await open();
    await platform.fault({ target: 'lambda.close-window', times: 1000, error: 'TooManyRequestsException' });
    await platform.advance(3600 + 301);
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
    expect(personalEntries(state, 'prod-eu')).toEqual([]);
    await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
  });
});

it('keeps what a cluster’s sweeps found in a chain of its own', async () => {
  const { clusterAudit } = (await (await fetch(`${platform.url}/local/state`)).json()) as {
    clusterAudit: { cluster: string; seq: number; fact: { type: string } }[];
  };
  const prod = clusterAudit.filter(({ cluster }) => cluster === 'prod-eu');
  expect(prod.map(({ seq }) => seq)).toEqual(prod.map((_, index) => index + 1));
  expect(prod.map(({ fact }) => fact.type)).toContain('planted-found');
});

describe.skipIf(!hasKubectl)('what was found', () => {
  it.each([
    'access-drifted',
    'orphan-removed',
    'planted-access',
    'access-remains',
    'window-closed-late',
    'Throttles',
  ])('was counted for the alarm %s', async (name) => {
    expect(countedIn(await platform.state())).toContain(name);
  });
});

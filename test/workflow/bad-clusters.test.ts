import { CreateAccessEntryCommand, DeleteAccessEntryCommand, EKSClient } from '@aws-sdk/client-eks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { functionSession } from '../../local/example/iam.ts';
import {
  factsOf,
  hasKubectl,
  ourBindings,
  type PlatformState,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { alice } from '../support/records.ts';
import { askAndBeRouted, click } from '../support/stories-on-platform.ts';

// What opening finds in a cluster that is not as it should be: every case ends with the cluster as it was, the record
// true, and a sentence for the requester.

let platform: TestPlatform;
let eks: EKSClient;
beforeAll(async () => {
  platform = await startTestPlatform();
  const { endpoints } = (await (await fetch(`${platform.url}/local/state`)).json()) as {
    endpoints: { aws: string };
  };
  const credentials = functionSession('platform');
  eks = new EKSClient({ endpoint: endpoints.aws, region: 'eu-central-1', credentials });
});
afterAll(() => platform.stop());
afterEach(async () => void (await fetch(`${platform.url}/local/faults`, { method: 'DELETE' })));

const principalArn = alice.principal.arn;
const clusterName = 'prod-eu';
const asked = 'prod-eu payments edit 1h what is this cluster';

async function failsWith(id: string, sentence: string): Promise<void> {
  const state = await platform.until('it has failed', (now) => statusOf(now, id) === 'failed');
  expect(factsOf(state, id).slice(-2)).toEqual(['abandoned', 'failed']);
  expect(ourBindings(state, clusterName)).toEqual([]);
  const saysWhy = (now: PlatformState, channel: string) =>
    now.slack.channels
      .find(({ name }) => name === channel)
      ?.messages.map(({ blocks }) => JSON.stringify(blocks))
      .some((text) => text.includes(id) && text.includes(sentence)) ?? false;
  await platform.until('the card and the requester are told why', (now) =>
    ['access-requests', 'dm-alice'].every((channel) => saysWhy(now, channel)),
  );
}

async function approved(): Promise<string> {
  const id = await askAndBeRouted(platform, 'alice', asked);
  await click(platform, 'bob', 'approve', id);
  return id;
}

describe('an access entry that was there before us', () => {
  afterEach(async () => void (await eks.send(new DeleteAccessEntryCommand({ clusterName, principalArn }))));

  it.each([
    [
      'gives everybody one username',
      { type: 'STANDARD', username: 'the-team' },
      'does not tell people apart',
    ],
    ['is for nodes', { type: 'EC2_LINUX' }, 'which is for nodes, not for people'],
  ])('and %s: nothing opens, and it stays as it is', async (_, entry, sentence) => {
    await eks.send(new CreateAccessEntryCommand({ clusterName, principalArn, ...entry }));
    const before = personalEntries(await platform.state(), clusterName);
    await failsWith(await approved(), sentence);
    expect(personalEntries(await platform.state(), clusterName)).toEqual(before);
  });

  it.skipIf(!hasKubectl)('with the template of EKS itself is used, and left alone', async () => {
    await eks.send(new CreateAccessEntryCommand({ clusterName, principalArn, type: 'STANDARD' }));
    const before = personalEntries(await platform.state(), clusterName);
    expect(before).toMatchObject([{ username: expect.stringMatching(/^arn:.*\{\{SessionName\}\}$/) }]);
    const id = await approved();
    const open = await platform.until('it is active', (now) => statusOf(now, id) === 'active');
    expect(ourBindings(open, clusterName)).toMatchObject([
      { subjects: [{ name: expect.stringMatching(/\/alice-example\.com$/) }] },
    ]);
    const pods = await platform.kubectl('alice', clusterName, 'get', 'pods', '-n', 'payments');
    expect(pods.ok, pods.output).toBe(true);
    await platform.advance(3660);
    const over = await platform.state();
    expect(statusOf(over, id)).toBe('ended');
    expect(personalEntries(over, clusterName)).toEqual(before);
  });

  it('comes between our look and our call: it is used as it is, and left alone', async () => {
    const id = await askAndBeRouted(platform, 'alice', asked);
    await platform.fault({ target: 'eks.CreateAccessEntry', delayMs: 1500 });
    await click(platform, 'bob', 'approve', id);
    await platform.until('the call is on its way', (now) => factsOf(now, id).includes('window-fixed'));
    const theirs = { clusterName, principalArn, type: 'STANDARD', username: 'sso:{{SessionNameRaw}}' };
    await eks.send(new CreateAccessEntryCommand(theirs));
    const open = await platform.until('it is active', (now) => statusOf(now, id) === 'active');
    expect(ourBindings(open, clusterName)).toMatchObject([{ subjects: [{ name: 'sso:alice@example.com' }] }]);
    await platform.advance(3660);
    expect(personalEntries(await platform.state(), clusterName)).toMatchObject([
      { username: theirs.username },
    ]);
  });
});

it.each([
  ['ResourceLimitExceededException', 'as many access entries as EKS allows'],
  ['InvalidParameterException', 'it was deleted or renamed'],
])(
  'EKS answers CreateAccessEntry with %s: it is given up at once, with a sentence',
  async (error, sentence) => {
    await platform.fault({ target: 'eks.CreateAccessEntry', error, times: 10 });
    await failsWith(await approved(), sentence);
    expect(personalEntries(await platform.state(), clusterName)).toEqual([]);
  },
);

describe.skipIf(!hasKubectl)('a cluster that has changed since the request', () => {
  const admin = (...args: string[]) => platform.kubectl('admin', clusterName, ...args);
  const role = 'k8s-access:edit';

  it('in what the role allows: it must be asked again', async () => {
    const id = await askAndBeRouted(platform, 'alice', asked);
    const more =
      '[{"op":"add","path":"/rules/-","value":{"verbs":["get"],"apiGroups":[""],"resources":["secrets"]}}]';
    expect(await admin('patch', 'clusterrole', role, '--type=json', '-p', more)).toMatchObject({ ok: true });
    await click(platform, 'bob', 'approve', id);
    await failsWith(id, 'What the role may do has changed in the cluster since it was approved');
    expect(personalEntries(await platform.state(), clusterName)).toEqual([]);
  });

  it('and has no such role any more', async () => {
    const id = await askAndBeRouted(platform, 'alice', asked);
    expect(await admin('delete', 'clusterrole', role)).toMatchObject({ ok: true });
    await click(platform, 'bob', 'approve', id);
    await failsWith(id, 'The cluster does not have the role');
    expect(personalEntries(await platform.state(), clusterName)).toEqual([]);
  });

  it('and has no such namespace any more', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments debug 1h where is it');
    expect(await admin('delete', 'namespace', 'payments', '--wait=false')).toMatchObject({ ok: true });
    await click(platform, 'bob', 'approve', id);
    await failsWith(id, 'The cluster does not have the namespace');
    expect(personalEntries(await platform.state(), clusterName)).toEqual([]);
  });
});

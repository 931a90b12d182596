import { CreateAccessEntryCommand, EKSClient } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personaSession } from '../../local/example/iam.ts';
import {
  directMessages,
  hasKubectl,
  ourBindings,
  personalEntries,
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { alice } from '../support/records.ts';
import { askAndBeRouted, click, openWindowFor, requestIdIn } from '../support/stories-on-platform.ts';

// What others do in a cluster while we use it.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const admin = (...args: string[]) => platform.kubectl('admin', 'prod-eu', ...args);

describe.skipIf(!hasKubectl)('a window', () => {
  it('does not open when the role was widened between the card and the click', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments debug 1h look');
    const widen = [
      { op: 'add', path: '/rules/-', value: { apiGroups: [''], resources: ['secrets'], verbs: ['get'] } },
    ];
    await admin('patch', 'clusterrole', 'k8s-access:debug', '--type=json', '-p', JSON.stringify(widen));
    await click(platform, 'bob', 'approve', id);
    const state = await platform.until('it is given up', (now) => statusOf(now, id) === 'failed');
    expect(ourBindings(state, 'prod-eu')).toEqual([]);
    await platform.until(
      'alice is told',
      (now) => directMessages(now, 'alice').at(-1)?.includes('could not be opened') ?? false,
    );
  });

  it('is closed in the namespaces that answer although another one refuses', async () => {
    const id = requestIdIn(await platform.command('alice', 'request prod-eu checkout,payments view 1h look'));
    await platform.until('it is active', (now) => statusOf(now, id) === 'active');
    const revokerThere = ['rolebinding', 'k8s-access:revokers', '-n', 'checkout'];
    const saved = await admin('get', ...revokerThere, '-o', 'json');
    await admin('delete', ...revokerThere);
    await platform.advance(3700);
    const between = await platform.state();
    expect(statusOf(between, id)).toBe('closing');
    expect(ourBindings(between, 'prod-eu').map(({ metadata }) => metadata.namespace)).toEqual(['checkout']);
    const { roleRef, subjects } = JSON.parse(saved.output) as {
      roleRef: { name: string };
      subjects: { name: string }[];
    };
    const group = subjects[0]?.name ?? '';
    const again = ['create', ...revokerThere, `--clusterrole=${roleRef.name}`, `--group=${group}`];
    expect(await admin(...again)).toMatchObject({ ok: true });
    await platform.advance(600);
    expect(statusOf(await platform.state(), id)).toBe('ended');
  });

  it('whose binding was relabelled is closed by the uid on record', async () => {
    const id = await openWindowFor(platform);
    const binding = `k8s-access-${id}`;
    await admin(
      'label',
      'rolebinding',
      binding,
      '-n',
      'payments',
      'k8s-access/request=elsewhere',
      '--overwrite',
    );
    await platform.advance(3700);
    const over = await platform.state();
    expect(statusOf(over, id)).toBe('ended');
    expect(ourBindings(over, 'prod-eu')).toEqual([]);
  });
});

describe("somebody else's access entry", () => {
  const stranger = async (username: string) => {
    const { endpoints } = (await (await fetch(`${platform.url}/local/state`)).json()) as {
      endpoints: { aws: string };
    };
    const client = new EKSClient({
      endpoint: endpoints.aws,
      region: 'eu-central-1',
      credentials: personaSession('alice'),
    });
    const principalArn = alice.principal.arn;
    await client.send(new CreateAccessEntryCommand({ clusterName: 'staging-eu', principalArn, username }));
    client.destroy();
  };

  it('is used, and stands after the window', async () => {
    await stranger('sso:{{SessionNameRaw}}');
    const id = requestIdIn(await platform.command('alice', 'request staging-eu payments view 1h adopt'));
    const open = await platform.until('it is active', (now) => statusOf(now, id) === 'active');
    expect(ourBindings(open, 'staging-eu')[0]?.subjects).toEqual([
      expect.objectContaining({ name: 'sso:alice@example.com' }),
    ]);
    await platform.advance(3700);
    const over = await platform.state();
    expect(statusOf(over, id)).toBe('ended');
    expect(personalEntries(over, 'staging-eu')).toHaveLength(1);
  });
});

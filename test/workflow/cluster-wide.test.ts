import { afterAll, beforeAll, expect, it } from 'vitest';
import { example } from '../support/access-file.ts';
import { openForm } from '../support/form-on-platform.ts';
import {
  cardOf,
  hasKubectl,
  ourBindings,
  ourClusterBindings,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { openWindowFor } from '../support/stories-on-platform.ts';

/** The example estate, in which payments leads approve cluster-view in prod. */
const withClusterView = `${example}
  - name: prod-cluster-view
    when: { environments: [prod], roles: [cluster-view] }
    maxDuration: 2h
    approval:
      lapseAfter: 8h
      stages:
        - { usergroups: [payments-leads], quorum: 1 }
`;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatformWith(withClusterView);
});
afterAll(() => platform.stop());

it.skipIf(!hasKubectl)(
  'the whole cluster opens for the one who asked, and is gone when its time is up',
  async () => {
    const nodes = () => platform.kubectl('alice', 'prod-eu', 'auth', 'can-i', 'list', 'nodes');
    expect((await nodes()).ok).toBe(false);
    const id = await openWindowFor(platform, 'alice', 'prod-eu * cluster-view 1h which node is full');
    const open = await platform.state();
    expect(cardOf(open, id).text).toContain('*The whole cluster*: every namespace');
    expect(ourBindings(open, 'prod-eu')).toEqual([]);
    expect(ourClusterBindings(open, 'prod-eu')).toMatchObject([
      { roleRef: { name: 'k8s-access:cluster-view' }, subjects: [{ name: 'k8s-access:alice@example.com' }] },
    ]);
    expect((await nodes()).output).toContain('yes');
    const bobs = await platform.kubectl('bob', 'prod-eu', 'auth', 'can-i', 'list', 'nodes');
    expect(bobs.ok).toBe(false);
    await platform.advance(3660);
    const over = await platform.state();
    expect(statusOf(over, id)).toBe('ended');
    expect(ourClusterBindings(over, 'prod-eu')).toEqual([]);
    expect((await nodes()).ok).toBe(false);
  },
);

it.each([
  ['prod-eu payments cluster-view 1h why', 'is given in the whole cluster'],
  ['prod-eu * edit 1h why', 'is given in namespaces, not in the whole cluster'],
  ['staging-eu * cluster-view 1h why', 'No rule allows'],
])('%s is refused with a sentence', async (ask, sentence) => {
  const { response } = await platform.command('alice', `request ${ask}`);
  expect(JSON.stringify(response)).toContain(sentence);
  expect((await platform.state()).requests.filter(({ status }) => status === 'pending')).toEqual([]);
});

it('the form offers the whole cluster, marks it, and asks for it', async () => {
  const form = await openForm(platform, 'alice');
  await form.choose('cluster', 'prod-eu');
  expect((await form.search('namespaces', 'whole')).names).toEqual(['*']);
  await form.choose('namespaces', ['*']);
  await form.choose('role', 'cluster-view');
  expect(form.shown()).toContain('*The whole cluster*: every namespace');
  expect(form.shown()).toContain('Needs approval');
  const answer = await form.submit({
    ...{ cluster: 'prod-eu', namespaces: ['*'], role: 'cluster-view' },
    ...{ duration: '1h', reason: 'which node is full' },
  });
  expect(answer.errors).toBeUndefined();
  const asked = (await platform.state()).requests.find(({ status }) => status === 'pending');
  expect(asked).toMatchObject({ scope: { namespaces: ['*'], role: 'cluster-view' } });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { example } from '../support/access-file.ts';
import {
  cardOf,
  directMessages,
  factsOf,
  hasKubectl,
  ourBindings,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { askAndBeRouted, click, said } from '../support/stories-on-platform.ts';

// Approving with less, through signed HTTP: what opens in the cluster is what the approver chose.

/** Edit, debug and view of payments and checkout of prod by one payments lead, admin by a lead and by security. */
const policy = example
  .replace(
    'when: { environments: [prod], namespaces: [payments], roles: [edit, debug] }',
    'when: { environments: [prod], namespaces: [payments, checkout], roles: [edit, debug, view] }',
  )
  .replace(
    'when: { environments: [prod], roles: [admin] }',
    'when: { environments: [prod], roles: [admin, edit, view] }',
  );

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatformWith(policy);
});
afterAll(() => platform.stop());

/** Somebody clicks to approve with less until the function that describes roles is warm, and its form offers them. */
async function formOf(user: string, id: string, offers = 'view'): Promise<{ id: string; text: string }> {
  for (let tries = 1; ; tries += 1) {
    const { view } = await click(platform, user, 'approve-less', id);
    const text = JSON.stringify(view);
    if (view !== undefined && (text.includes(`"value":"${offers}"`) || tries === 5))
      return { id: view.id, text };
  }
}

async function approveLess(user: string, id: string, duration: string, namespaces: string[], role: string) {
  const form = await formOf(user, id, role);
  return platform.submit(user, form.id, {
    ...{ duration: { duration }, namespaces: { namespaces }, role: { role } },
  });
}

const untilActive = (id: string) =>
  platform.until(`${id} is active`, (state) => statusOf(state, id) === 'active');

async function release(id: string): Promise<void> {
  await platform.command('alice', `release ${id}`);
  await platform.until(`${id} is over`, (state) => statusOf(state, id) === 'ended');
}

describe('four hours of edit in two namespaces, approved as half an hour of view in one', () => {
  let id: string;
  beforeEach(async () => {
    id = await askAndBeRouted(platform, 'alice', 'prod-eu payments,checkout edit 4h fix the nightly job');
    const answer = await approveLess('bob', id, '30m', ['payments'], 'view');
    expect(said(answer)).toContain('is approved');
    await untilActive(id);
  });

  it('open as that in the cluster, and close when half an hour is over', async () => {
    const state = await platform.state();
    expect(ourBindings(state, 'prod-eu')).toMatchObject([
      { metadata: { namespace: 'payments' }, roleRef: { name: 'k8s-access:view' } },
    ]);
    await platform.advance(29 * 60);
    expect(statusOf(await platform.state(), id)).toBe('active');
    await platform.advance(2 * 60);
    await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expect(ourBindings(await platform.state(), 'prod-eu')).toEqual([]);
  });

  it('say on the card, to the requester and in the status what was asked and what was approved', async () => {
    const line =
      'Asked for `4h` of `edit` in `checkout`, `payments` on `prod-eu`; approved: `30m` of `view` in `payments`';
    const state = await platform.until('alice was told', (now) =>
      directMessages(now, 'alice').some((text) => text.includes('Your access is open')),
    );
    expect(cardOf(state, id).text).toContain(line);
    expect(said(await platform.command('alice', `status ${id}`))).toContain(line);
    expect(factsOf(state, id).filter((fact) => fact === 'approved')).toHaveLength(1);
    expect(state.requests.find((each) => each.id === id)).toMatchObject({
      ...{ duration: 30, scope: { namespaces: ['payments'], role: 'view' } },
      asked: { duration: 240, grant: { kind: 'cluster-role', name: 'k8s-access:edit' } },
    });
    await release(id);
  });

  it.skipIf(!hasKubectl)(
    'let kubectl look there, change nothing there, and do nothing elsewhere',
    async () => {
      const kubectl = (...args: string[]) => platform.kubectl('alice', 'prod-eu', ...args);
      expect(await kubectl('get', 'pods', '-n', 'payments')).toMatchObject({ ok: true });
      for (const refused of [
        ['delete', 'pod', 'payments-api-0', '-n', 'payments'],
        ['get', 'pods', '-n', 'checkout'],
      ]) {
        expect(await kubectl(...refused)).toMatchObject({
          ok: false,
          output: expect.stringContaining('Forbidden'),
        });
      }
      await release(id);
    },
  );
});

describe('the form', () => {
  it('refuses more than is asked under its field, and the request goes on waiting', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments,checkout edit 1h fix it');
    const form = await formOf('bob', id);
    expect(form.text).not.toContain('"value":"debug"');
    expect(form.text).not.toContain('"value":"platform"');
    const longer = {
      duration: { duration: '2h' },
      namespaces: { namespaces: ['payments'] },
      role: { role: 'edit' },
    };
    expect((await platform.submit('bob', form.id, longer)).errors).toEqual({
      duration: expect.stringContaining('2h is more than 1h'),
    });
    expect(statusOf(await platform.state(), id)).toBe('pending');
    expect(said(await click(platform, 'alice', 'approve-less', id))).toContain('your own request');
    expect(said(await click(platform, 'dave', 'approve-less', id))).toContain('you are not among them');
    await platform.command('alice', `withdraw ${id}`);
  });

  it('offers the asked role alone while the cluster cannot be read, and says why', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix it');
    await platform.fault({ target: 'lambda.describe-role', error: 'Sandbox.Timedout' });
    const { view } = await click(platform, 'bob', 'approve-less', id);
    expect(JSON.stringify(view)).toContain('did not say what role `edit` allows there');
    expect(JSON.stringify(view)).not.toContain('"value":"view"');
    await platform.command('alice', `withdraw ${id}`);
  });

  it('that says no less is an approval of all', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix it');
    await approveLess('bob', id, '1h', ['payments'], 'edit');
    const state = await untilActive(id);
    expect(state.requests.find((each) => each.id === id)).not.toHaveProperty('asked');
    await release(id);
  });
});

it('where two must approve, the second approves what the first has left', async () => {
  const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments,platform admin 1h fix it');
  await approveLess('bob', id, '30m', ['payments', 'platform'], 'edit');
  const waiting = await platform.until('the card says so', (state) =>
    cardOf(state, id).text.includes('approved so far: `30m` of `edit`'),
  );
  expect(statusOf(waiting, id)).toBe('pending');
  await approveLess('dave', id, '30m', ['platform'], 'edit');
  const state = await untilActive(id);
  expect(ourBindings(state, 'prod-eu')).toMatchObject([
    { metadata: { namespace: 'platform' }, roleRef: { name: 'k8s-access:edit' } },
  ]);
  await release(id);
});

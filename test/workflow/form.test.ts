import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeUsergroup, type OpenForm, openForm } from '../support/form-on-platform.ts';
import { startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { requestIdIn } from '../support/stories-on-platform.ts';

// The form as people fill it in, through signed HTTP.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.command('alice', 'help');
});
afterAll(() => platform.stop());

let form: OpenForm;
beforeEach(async () => {
  form = await openForm(platform, 'alice');
});

async function chooseProdPayments(role: string): Promise<void> {
  await form.choose('cluster', 'prod-eu');
  await form.choose('namespaces', ['payments']);
  await form.choose('role', role);
}

const leads = (...users: string[]) => changeUsergroup(platform, 'payments-leads', { users });

describe('the form', () => {
  it('searches among what the person may ask for', async () => {
    expect((await form.search('cluster')).names).toEqual(['prod-eu', 'staging-eu']);
    expect((await form.search('cluster', 'STAG')).names).toEqual(['staging-eu']);
    await form.choose('cluster', 'prod-eu');
    expect((await form.search('namespaces', 'p')).names).toEqual(['payments', 'platform']);
  });

  it('offers the roles that a rule covers for what is chosen', async () => {
    await form.choose('cluster', 'staging-eu');
    expect(form.shown()).not.toContain('"value":"admin"');
    await form.choose('cluster', 'prod-eu');
    await form.choose('namespaces', ['checkout']);
    expect(form.shown()).toContain('"value":"admin"');
    expect(form.shown()).not.toContain('"value":"edit"');
  });

  it('says that access opens at once, and what the role can do in the cluster', async () => {
    await chooseProdPayments('view');
    expect(form.shown()).toContain(
      '*Opens at once*: rule `prod-view` allows it without approval, up to `2h`',
    );
    expect(form.shown()).toMatch(/• read [^"]*pods/);
    expect(form.shown()).toContain('the most here');
  });

  it('says who would be asked, and warns of what the role can do', async () => {
    await chooseProdPayments('debug');
    expect(form.shown()).toContain('1 of @payments-leads would be asked: <@U0BOB>, <@U0CAROL>.');
    expect(form.shown()).toContain(':warning: It can run commands in pods');
  });

  it('says why it is refused', async () => {
    await form.choose('cluster', 'prod-eu');
    await form.choose('namespaces', ['payments', 'checkout']);
    await form.choose('role', 'admin');
    expect(form.shown()).toContain('1 of @security would be asked');
    await form.choose('namespaces', ['payments', 'gone']);
    expect(form.shown()).toContain('*Refused*: Cluster `prod-eu` has no namespace `gone`');
  });

  it('asks, and offers the same first the next time', async () => {
    await form.choose('cluster', 'staging-eu');
    const answer = await form.submit({
      ...{ namespaces: ['platform'], role: 'view', duration: '1h' },
      reason: 'שלום 🚀 <!channel>',
    });
    const id = /Request `([0-9a-z]{12})` is recorded/.exec(JSON.stringify(answer.view))?.[1] ?? '';
    expect(statusOf(await platform.state(), id)).toBeDefined();
    const next = await openForm(platform, 'alice');
    const { names, answer: shown } = await next.search('cluster');
    expect(names).toEqual(['staging-eu', 'prod-eu']);
    expect(shown).toContain('"Recent"');
  });

  it.each([
    ['cluster', { cluster: 'gone-eu', namespaces: ['payments'], role: 'view' }],
    ['namespaces', { cluster: 'prod-eu', namespaces: ['gone'], role: 'view' }],
    ['role', { cluster: 'prod-eu', namespaces: ['checkout'], role: 'view' }],
  ])('that is older than the policy shows it under %s', async (field, values) => {
    const chosen = field === 'role' ? { ...values, role: 'admin', cluster: 'staging-eu' } : values;
    const answer = await form.submit({ ...chosen, duration: '1h', reason: 'look' });
    expect(Object.keys(answer.errors ?? {})).toEqual([field]);
  });
});

describe('approvers', () => {
  it('of whom nobody is left are missed in the form, and in the answer to a typed request', async () => {
    await leads('alice');
    await chooseProdPayments('edit');
    const nobody = '*Nobody can approve this now*: @payments-leads has no active member besides you.';
    expect(form.shown()).toContain(nobody);
    const typed = await platform.command('alice', 'request prod-eu payments edit 1h it is stuck');
    expect(JSON.stringify(typed.messages)).toContain(nobody);
    expect(statusOf(await platform.state(), requestIdIn(typed))).toBe('pending');
    await leads('bob', 'carol');
    await form.choose('role', 'debug');
    expect(form.shown()).not.toContain('Nobody can approve');
  });

  it('of a group of 2,000 are named in part, in time', async () => {
    await changeUsergroup(platform, 'payments-leads', { generate: 2000 });
    const began = performance.now();
    await chooseProdPayments('edit');
    expect(performance.now() - began).toBeLessThan(3 * 3000);
    expect(form.shown()).toMatch(
      /1 of @payments-leads would be asked: (<@U\w+>(, )?){6} and up to 1,?\d\d\d others/,
    );
    await leads('bob', 'carol');
  });
});

describe('while something does not answer', () => {
  it('the preview does without the role, and says so', async () => {
    await platform.fault({ target: 'lambda.describe-role', times: 3, error: 'timeout' });
    const began = performance.now();
    await chooseProdPayments('edit');
    expect(performance.now() - began).toBeLessThan(3 * 3000);
    expect(form.shown()).toContain('The cluster did not answer in time');
    expect(form.shown()).toContain('would be asked');
  });

  it('the preview does without Slack’s people, and says so', async () => {
    await form.choose('cluster', 'prod-eu');
    await form.choose('namespaces', ['payments']);
    await platform.fault({ target: 'slack.users.info', times: 1, error: 'fatal_error' });
    await form.choose('role', 'edit');
    expect(form.shown()).toContain('Slack did not say in time who you are');
  });
});

it('a guest is offered nothing, and told why', async () => {
  const guests = await openForm(platform, 'erin');
  expect(guests.shown()).toContain('Guests of the workspace cannot ask for access');
  expect((await guests.search('cluster')).names).toEqual([]);
  await guests.choose('role', 'view');
  expect(guests.shown()).toContain('Guests of the workspace cannot ask for access');
});

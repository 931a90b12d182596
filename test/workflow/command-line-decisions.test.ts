import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example } from '../support/access-file.ts';
import type { Ran } from '../support/command-line.ts';
import { commandLineOf, requestIdSaid, said } from '../support/command-line-on-platform.ts';
import { cardOf, directMessages, statusOf, type TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';

// Approving, denying and linking over the command line, with an estate whose prod admin wants signed approvals.

let platform: TestPlatform;
let as: (persona: string, ...args: string[]) => Promise<Ran>;
beforeAll(async () => {
  platform = await startPlatformWith(example.replace('# assurance: aws', 'assurance: aws'));
  as = await commandLineOf(platform);
});
afterAll(() => platform.stop());

async function pending(role: string): Promise<string> {
  const id = requestIdSaid(
    await as('alice', 'request', 'prod-eu', 'payments', role, '30m', 'the job is stuck'),
  );
  await platform.until('the card stands', (state) =>
    JSON.stringify(state.slack).includes(`Request \`${id}\``),
  );
  return id;
}
const until = (id: string, status: string) =>
  platform.until(`${id} is ${status}`, (state) => statusOf(state, id) === status);

describe('deciding over the command line', () => {
  it('approves, and the card says so', async () => {
    const id = await pending('edit');
    expect(said(await as('dave', 'approve', id))).toContain('you are not among them');
    expect(said(await as('alice', 'approve', id))).toContain('This is your own request');
    expect(said(await as('bob', 'approve', id))).toContain(
      'is approved: edit in payments on prod-eu for 30m',
    );
    await until(id, 'active');
    await platform.until('the card names the approver', (state) =>
      cardOf(state, id).text.includes('Approved by <@U0BOB>'),
    );
    expect(said(await as('carol', 'approve', id))).toContain('already approved by bob@example.com');
  });

  it('denies with a reason, once', async () => {
    const id = await pending('debug');
    expect(said(await as('bob', 'deny', id))).toContain('reason is missing');
    expect(said(await as('bob', 'deny', id, 'use', 'staging'))).toContain('is denied');
    await until(id, 'denied');
    await platform.until('the card tells why', (state) => cardOf(state, id).text.includes('use staging'));
    expect(said(await as('bob', 'deny', id, 'use', 'staging'))).toContain('Too late');
  });
});

describe('where approvals must be signed', () => {
  it('the card shows the command and no button, a click is refused, and both signatures open it', async () => {
    const id = await pending('admin');
    const card = cardOf(await platform.state(), id);
    expect(card.text).toContain(`k8s-access approve ${id}`);
    expect(card.text).not.toMatch(/"action_id":"approve(-less)?"/);
    expect(card.text).toContain('"action_id":"deny"');
    const clicked = await platform.action('bob', card, 'approve', id);
    expect(JSON.stringify(clicked)).toContain('only when your AWS session signs them');
    await as('bob', 'approve', id);
    expect(statusOf(await platform.state(), id)).toBe('pending');
    await as('dave', 'approve', id);
    await until(id, 'active');
  });

  it('denying in Slack stays possible', async () => {
    const id = await pending('admin');
    const card = cardOf(await platform.state(), id);
    const { view } = await platform.action('dave', card, 'deny', id);
    await platform.submit('dave', view?.id ?? '', { reason: { reason: 'not today' } });
    await until(id, 'denied');
  });
});

describe('linking', () => {
  it('brings the code that Slack gave, once', async () => {
    const { response, messages } = await platform.command('bob', 'link');
    const code = /[0-9a-z]{4}(?:-[0-9a-z]{4}){3}/.exec(JSON.stringify([response, messages]))?.[0] ?? '';
    expect(said(await as('carol', 'link', code))).toContain('carol@example.com');
    expect((await as('carol', 'link', code)).code).toBe(1);
    expect(said(await as('bob', 'link', code))).toContain('Linked: the Slack account with bob@example.com');
    const told = directMessages(await platform.state(), 'bob');
    expect(told.at(-1)).toMatch(
      /^Your Slack account is now linked with `arn:.*If that is not you, tell security/s,
    );
    expect(said(await as('bob', 'link', code))).toContain('This code does not count');
    expect((await as('bob', 'list')).code).toBe(0);
  });
});

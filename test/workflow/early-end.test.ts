import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  cardOf,
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
import { askAndBeRouted, click, deny, openWindowFor, requestIdIn } from '../support/stories-on-platform.ts';

// An end before its time: nothing here moves the clock to `closesAt` of the window that it ends.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

/** The window machine waits for the end, so that nothing but an early end looks at the window now. */
const untilMachineWaits = (id: string) =>
  platform.until('its machine waits', ({ executions }) =>
    executions.some(
      ({ machine, name, state }) => machine === 'window' && name === id && state === 'WaitUntilWakeAt',
    ),
  );

async function openAndWait(
  user = 'alice',
  ask = 'prod-eu payments edit 1h fix it',
  approver = 'bob',
): Promise<string> {
  const id = await openWindowFor(platform, user, ask, approver);
  await untilMachineWaits(id);
  return id;
}

const said = ({ response, messages }: Answer) => JSON.stringify([response, messages]);

const untilEnded = (id: string) =>
  platform.until(`${id} is over`, (state) => statusOf(state, id) === 'ended' && !saysOpen(state, id));
const saysOpen = (state: PlatformState, id: string) => !cardOf(state, id).text.includes('Access is over');

function expectNothingLeft(state: PlatformState): void {
  expect(ourBindings(state, 'prod-eu')).toEqual([]);
  expect(personalEntries(state, 'prod-eu')).toEqual([]);
}

const recordOf = (state: PlatformState, id: string) => state.requests.find((each) => each.id === id);

/** What alice was told of a request, under a title. */
const toldAlice = (state: PlatformState, id: string, title: string) =>
  messageIn(state, 'dm-alice', ({ text }) => text.includes(id) && text.includes(title));

describe('withdraw', () => {
  it('before the decision ends the request, and takes the buttons off the card', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h never mind');
    expect(said(await platform.command('alice', `withdraw ${id}`))).toContain('is withdrawn');
    const state = await platform.until('the card says so', (now) =>
      cardOf(now, id).text.includes('withdrew the request'),
    );
    expect(cardOf(state, id).text).not.toContain('"button"');
    expect(factsOf(state, id).at(-1)).toBe('withdrawn');
    expect(said(await click(platform, 'bob', 'approve', id))).toContain(
      'Too late: the request was withdrawn by alice@example.com.',
    );
    expect(said(await platform.command('alice', `withdraw ${id}`))).toContain('nothing left to withdraw');
  });

  it('by the button under the answer, which is gone with the click', async () => {
    const asked = await platform.command('alice', 'request prod-eu payments edit 1h by mistake');
    const id = requestIdIn(asked);
    const answered = (state: PlatformState) =>
      messageIn(state, 'dm-alice', ({ text, ephemeralTo }) => ephemeralTo !== undefined && text.includes(id));
    const place = answered(await platform.state());
    expect(place.text).toContain('"action_id":"withdraw"');
    await platform.action('alice', place, 'withdraw', id);
    const state = await platform.until('it is withdrawn', (now) => statusOf(now, id) === 'withdrawn');
    expect(answered(state).text).not.toContain('"button"');
    expect(said(await platform.action('alice', place, 'withdraw', id))).toContain('nothing left to withdraw');
  });

  it('is for the requester alone, and for what is not decided yet', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h mine');
    for (const other of ['bob', 'dave', 'erin']) {
      expect(said(await platform.command(other, `withdraw ${id}`))).toContain('only they can withdraw it');
    }
    expect(said(await platform.command('alice', `release ${id}`))).toContain(`/k8s-access withdraw ${id}`);
    await click(platform, 'bob', 'approve', id);
    expect(said(await platform.command('alice', `withdraw ${id}`))).toContain(`/k8s-access release ${id}`);
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
    await untilMachineWaits(id);
    await platform.command('alice', `release ${id}`);
    await untilEnded(id);
  });
});

describe('release', () => {
  it('ends the access at once though an hour is left, and says so', async () => {
    const id = await openAndWait();
    expect(said(await platform.command('alice', `release ${id}`))).toContain('is released');
    const state = await untilEnded(id);
    expect(state.now < String(recordOf(state, id)?.['closesAt'])).toBe(true);
    expectNothingLeft(state);
    expect(recordOf(state, id)).toMatchObject({ cause: 'released' });
    expect(factsOf(state, id).slice(-2)).toEqual(['closing', 'closed']);
    expect(cardOf(state, id).text).toContain('because <@U0ALICE> released it early');
    await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your access ended early')),
    );
    await platform.advance(2 * 3600);
    const later = await platform.state();
    expect(factsOf(later, id)).toEqual(factsOf(state, id));
    const windows = later.executions.filter(
      ({ machine, name }) => machine === 'window' && name.startsWith(id),
    );
    expect(windows).toEqual([expect.objectContaining({ name: id, status: 'SUCCEEDED' })]);
  });

  it.skipIf(!hasKubectl)('takes kubectl away', async () => {
    const id = await openAndWait();
    const get = () => platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments');
    expect((await get()).ok).toBe(true);
    await platform.command('alice', `release ${id}`);
    await untilEnded(id);
    expect(await get()).toMatchObject({
      ok: false,
      output: expect.stringMatching(/Unauthorized|Forbidden/),
    });
  });

  it('by the button in the message that said it was open; a second click is told that it came too late', async () => {
    const id = await openAndWait();
    await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your access is open')),
    );
    const told = toldAlice(await platform.state(), id, 'Your access is open');
    expect(told.text).toContain('"action_id":"release"');
    expect(said(await platform.action('alice', told, 'release', id))).toContain('is released');
    const state = await untilEnded(id);
    expectNothingLeft(state);
    expect(said(await platform.action('alice', told, 'release', id))).toContain(
      'Too late: the access is over already, because it was released early by alice@example.com.',
    );
  });

  it('twice at once counts once', async () => {
    const id = await openAndWait();
    const answers = await Promise.all([1, 2].map(() => platform.command('alice', `release ${id}`)));
    expect(answers.map(said).join()).toContain('is released');
    const state = await untilEnded(id);
    expect(factsOf(state, id).filter((fact) => fact === 'closing')).toHaveLength(1);
  });

  it('of one of two overlapping windows keeps the other', async () => {
    const alices = await openAndWait('alice', 'prod-eu payments edit 1h one');
    const bobs = await openAndWait('bob', 'prod-eu payments edit 1h two', 'carol');
    await platform.command('alice', `release ${alices}`);
    const state = await untilEnded(alices);
    expect(statusOf(state, bobs)).toBe('active');
    expect(ourBindings(state, 'prod-eu').map(({ metadata }) => metadata.name)).toEqual([
      `k8s-access-${bobs}`,
    ]);
    expect(personalEntries(state, 'prod-eu')).toHaveLength(1);
    expect(said(await platform.command('alice', `release ${bobs}`))).toContain('only they can release it');
    await platform.command('bob', `release ${bobs}`);
    expectNothingLeft(await untilEnded(bobs));
  });

  it('in the middle of opening wins: nothing opens, and nothing of it stays', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h changed my mind');
    await platform.fault({ target: 'kubernetes.createRoleBinding', delayMs: 3000 });
    await click(platform, 'bob', 'approve', id);
    await platform.until('its window is fixed', (state) => factsOf(state, id).includes('window-fixed'));
    expect(said(await platform.command('alice', `release ${id}`))).toContain('is released');
    expect(statusOf(await platform.state(), id)).toBe('closing');
    await platform.advance(180);
    const state = await platform.state();
    expect(factsOf(state, id)).not.toContain('opened');
    expect(statusOf(state, id)).toBe('ended');
    expectNothingLeft(state);
  });
});

describe('revoke', () => {
  it.each([
    ['bob', 'who could approve it'],
    ['dave', 'of the security usergroup'],
  ])('by %s, %s, ends the access at once and tells its holder why', async (user) => {
    const id = await openAndWait();
    const why = `<!channel> the job is *done*, says ${user}`;
    expect(said(await platform.command(user, `revoke ${id} ${why}`))).toContain('is revoked');
    const state = await untilEnded(id);
    expectNothingLeft(state);
    expect(recordOf(state, id)).toMatchObject({
      cause: 'revoked',
      by: { email: `${user}@example.com` },
      why,
    });
    expect(
      state.audit.find(({ requestId, fact }) => requestId === id && fact.type === 'closing'),
    ).toMatchObject({ actor: { person: { email: `${user}@example.com` } }, fact: { cause: 'revoked', why } });
    const shown = `&lt;!channel&gt; the job is *done*, says ${user}`;
    expect(cardOf(state, id).text).toContain(`"type":"plain_text","text":"${shown}"`);
    const told = await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your access was revoked early')),
    );
    expect(toldAlice(told, id, 'Your access was revoked').text).toContain(
      `"type":"plain_text","text":"${shown}"`,
    );
    expect(said(await platform.command('alice', `status ${id}`))).toContain(shown);
  });

  it('by the button on the card asks for the reason, and is done when there is one', async () => {
    const id = await openAndWait();
    await platform.until('the card is open', (state) =>
      cardOf(state, id).text.includes('"action_id":"revoke"'),
    );
    const refused = await click(platform, 'alice', 'revoke', id);
    expect(said(refused)).toContain('This is your own access');
    expect(refused.view).toBeUndefined();
    const { view } = await click(platform, 'carol', 'revoke', id);
    const submit = (reason: string) => platform.submit('carol', view?.id ?? '', { reason: { reason } });
    expect((await submit(' ')).errors).toEqual({ reason: expect.stringContaining('Say why') });
    expect(statusOf(await platform.state(), id)).toBe('active');
    expect(JSON.stringify((await submit('done\nalready')).view)).toContain('is revoked');
    const state = await untilEnded(id);
    expectNothingLeft(state);
    expect(recordOf(state, id)).toMatchObject({ cause: 'revoked', why: 'done already' });
    expect(cardOf(state, id).text).not.toContain('"button"');
    const late = await click(platform, 'carol', 'revoke', id);
    expect(said(late)).toContain('because it was revoked by carol@example.com');
    expect(late.view).toBeUndefined();
  });

  it('is refused without a right or a reason, and the access stays', async () => {
    const id = await openAndWait('bob', 'prod-eu payments edit 1h two', 'carol');
    expect(said(await platform.command('alice', `revoke ${id} I want it`))).toContain(
      'Only @payments-leads or @security',
    );
    expect(said(await platform.command('bob', `revoke ${id} my own`))).toContain('This is your own access');
    expect(said(await platform.command('erin', `revoke ${id} why not`))).toContain('Guests');
    expect(said(await platform.command('frank', `revoke ${id} why not`))).toContain('deactivated');
    expect(said(await platform.command('carol', `revoke ${id}`))).toContain('Say why');
    expect(said(await platform.command('carol', 'revoke 000000000000 why'))).toContain('There is no request');
    expect(statusOf(await platform.state(), id)).toBe('active');
    await platform.command('carol', `revoke ${id} done`);
    await untilEnded(id);
    expect(said(await platform.command('dave', `revoke ${id} again`))).toContain(
      'Too late: the access is over already, because it was revoked by carol@example.com.',
    );
  });

  it('of what opened without approval is for security alone', async () => {
    const id = requestIdIn(await platform.command('alice', 'request prod-eu payments view 1h look'));
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
    await untilMachineWaits(id);
    expect(said(await platform.command('bob', `revoke ${id} why`))).toContain('Only @security');
    await platform.command('dave', `revoke ${id} enough seen`);
    const state = await platform.until('it is over', (now) => statusOf(now, id) === 'ended');
    expectNothingLeft(state);
  });

  it('of what waits for approval says to deny it', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h wait');
    expect(said(await platform.command('bob', `revoke ${id} no`))).toContain('Deny it on its card');
    await deny(platform, 'bob', id);
    expect(said(await platform.command('bob', `revoke ${id} no`))).toContain('There is no access to end');
  });

  it('by two at once counts once, and the other is told who won', async () => {
    const id = await openAndWait();
    const answers = await Promise.all(
      ['bob', 'dave'].map((user) => platform.command(user, `revoke ${id} I was first`)),
    );
    const told = answers.map(said).join();
    expect(told).toContain('is revoked');
    expect(told).toMatch(
      /Too late: the access is (closing|over) already, because it was revoked by (bob|dave)@/,
    );
    const state = await untilEnded(id);
    expect(factsOf(state, id).filter((fact) => fact === 'closing')).toHaveLength(1);
  });
});

describe('an early end while something is down', () => {
  it('is said at once, and done within minutes after the cluster is back', async () => {
    const id = await openAndWait('alice', 'prod-eu payments edit 4h long');
    await platform.fault({ target: 'kubernetes', error: 503, times: 1_000_000 });
    await platform.command('bob', `revoke ${id} stop this`);
    const down = await platform.until('the card says that it closes', (state) =>
      cardOf(state, id).text.includes('Access is closing'),
    );
    expect(cardOf(down, id).text).not.toContain('"button"');
    await platform.advance(1800);
    expect(statusOf(await platform.state(), id)).toBe('closing');
    await fetch(`${platform.url}/local/faults`, { method: 'DELETE' });
    await platform.advance(360);
    const state = await platform.state();
    expect(state.now < String(recordOf(state, id)?.['closesAt'])).toBe(true);
    expect(statusOf(state, id)).toBe('ended');
    expectNothingLeft(state);
    expect(directMessages(state, 'alice').at(-1)).toContain('Your access was revoked early');
  });

  it.each([
    { target: 'lambda.Invoke', error: 'ServiceException', times: 2 },
    { target: 'lambda.close-window', error: 'crash', times: 1 },
    { target: 'slack.chat.postMessage', error: 'timeout', times: 2 },
    { target: 'eks.DeleteAccessEntry', error: 'ThrottlingException', times: 3 },
  ])('is done long before the window’s end although $target fails with $error', async (fault) => {
    const id = await openAndWait('alice', 'prod-eu payments edit 4h long');
    await platform.fault(fault);
    await platform.command('alice', `release ${id}`);
    await platform.advance(600);
    const state = await platform.state();
    expect(statusOf(state, id)).toBe('ended');
    expectNothingLeft(state);
    expect(directMessages(state, 'alice').at(-1)).toContain('Your access ended early');
  });
});

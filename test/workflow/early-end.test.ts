import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectNothingLeft,
  openAndWait,
  toldAlice,
  untilEnded,
  untilMachineWaits,
} from '../support/early-ends-on-platform.ts';
import {
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
import { askAndBeRouted, click, recordOf, requestIdIn, said } from '../support/stories-on-platform.ts';

// An end before its time: nothing here moves the clock to `closesAt` of the window that it ends.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

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
    await untilMachineWaits(platform, id);
    await platform.command('alice', `release ${id}`);
    await untilEnded(platform, id);
  });
});

describe('release', () => {
  it('ends the access at once though an hour is left, and says so', async () => {
    const id = await openAndWait(platform);
    expect(said(await platform.command('alice', `release ${id}`))).toContain('is released');
    const state = await untilEnded(platform, id);
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
    const id = await openAndWait(platform);
    const get = () => platform.kubectl('alice', 'prod-eu', 'get', 'pods', '-n', 'payments');
    expect((await get()).ok).toBe(true);
    await platform.command('alice', `release ${id}`);
    await untilEnded(platform, id);
    expect(await get()).toMatchObject({
      ok: false,
      output: expect.stringMatching(/Unauthorized|Forbidden/),
    });
  });

  it('by the button in the message that said it was open; a second click is told that it came too late', async () => {
    const id = await openAndWait(platform);
    await platform.until('alice was told', (now) =>
      Boolean(directMessages(now, 'alice').at(-1)?.startsWith('Your access is open')),
    );
    const told = toldAlice(await platform.state(), id, 'Your access is open');
    expect(told.text).toContain('"action_id":"release"');
    expect(said(await platform.action('alice', told, 'release', id))).toContain('is released');
    const state = await untilEnded(platform, id);
    expectNothingLeft(state);
    expect(said(await platform.action('alice', told, 'release', id))).toContain(
      'Too late: the access is over already, because it was released early by alice@example.com.',
    );
  });

  it('twice at once counts once', async () => {
    const id = await openAndWait(platform);
    const answers = await Promise.all([1, 2].map(() => platform.command('alice', `release ${id}`)));
    expect(answers.map(said).join()).toContain('is released');
    const state = await untilEnded(platform, id);
    expect(factsOf(state, id).filter((fact) => fact === 'closing')).toHaveLength(1);
  });

  it('of one of two overlapping windows keeps the other', async () => {
    const alices = await openAndWait(platform, 'alice', 'prod-eu payments edit 1h one');
    const bobs = await openAndWait(platform, 'bob', 'prod-eu payments edit 1h two', 'carol');
    await platform.command('alice', `release ${alices}`);
    const state = await untilEnded(platform, alices);
    expect(statusOf(state, bobs)).toBe('active');
    expect(ourBindings(state, 'prod-eu').map(({ metadata }) => metadata.name)).toEqual([
      `k8s-access-${bobs}`,
    ]);
    expect(personalEntries(state, 'prod-eu')).toHaveLength(1);
    expect(said(await platform.command('alice', `release ${bobs}`))).toContain('only they can release it');
    await platform.command('bob', `release ${bobs}`);
    expectNothingLeft(await untilEnded(platform, bobs));
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

describe('an early end while something is down', () => {
  it('is said at once, and done within minutes after the cluster is back', async () => {
    const id = await openAndWait(platform, 'alice', 'prod-eu payments edit 4h long');
    await platform.fault({ target: 'kubernetes', error: 503, times: 1_000_000 });
    await platform.command('bob', `revoke ${id} stop this`);
    const down = await platform.until('the card says that it closes', (state) =>
      cardOf(state, id).text.includes('Access is closing'),
    );
    expect(cardOf(down, id).text).not.toContain('"button"');
    await platform.advance(1800);
    expect(statusOf(await platform.state(), id)).toBe('closing');
    await platform.clearFaults();
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
    const id = await openAndWait(platform, 'alice', 'prod-eu payments edit 4h long');
    await platform.fault(fault);
    await platform.command('alice', `release ${id}`);
    await platform.advance(600);
    const state = await platform.state();
    expect(statusOf(state, id)).toBe('ended');
    expectNothingLeft(state);
    expect(directMessages(state, 'alice').at(-1)).toContain('Your access ended early');
  });
});

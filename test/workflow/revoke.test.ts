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
  startTestPlatform,
  statusOf,
  type TestPlatform,
} from '../support/platform.ts';
import { askAndBeRouted, click, deny, recordOf, requestIdIn, said } from '../support/stories-on-platform.ts';

// An end before its time: nothing here moves the clock to `closesAt` of the window that it ends.

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

describe('revoke', () => {
  it.each([
    ['bob', 'who could approve it'],
    ['dave', 'of the security usergroup'],
  ])('by %s, %s, ends the access at once and tells its holder why', async (user) => {
    const id = await openAndWait(platform);
    const why = `<!channel> the job is *done*, says ${user}`;
    expect(said(await platform.command(user, `revoke ${id} ${why}`))).toContain('is revoked');
    const state = await untilEnded(platform, id);
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
    const id = await openAndWait(platform);
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
    const state = await untilEnded(platform, id);
    expectNothingLeft(state);
    expect(recordOf(state, id)).toMatchObject({ cause: 'revoked', why: 'done already' });
    expect(cardOf(state, id).text).not.toContain('"button"');
    const late = await click(platform, 'carol', 'revoke', id);
    expect(said(late)).toContain('because it was revoked by carol@example.com');
    expect(late.view).toBeUndefined();
  });

  it('is refused without a right or a reason, and the access stays', async () => {
    const id = await openAndWait(platform, 'bob', 'prod-eu payments edit 1h two', 'carol');
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
    await untilEnded(platform, id);
    expect(said(await platform.command('dave', `revoke ${id} again`))).toContain(
      'Too late: the access is over already, because it was revoked by carol@example.com.',
    );
  });

  it('of what opened without approval is for security alone', async () => {
    const id = requestIdIn(await platform.command('alice', 'request prod-eu payments view 1h look'));
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
    await untilMachineWaits(platform, id);
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
    const id = await openAndWait(platform);
    const answers = await Promise.all(
      ['bob', 'dave'].map((user) => platform.command(user, `revoke ${id} I was first`)),
    );
    const told = answers.map(said).join();
    expect(told).toContain('is revoked');
    expect(told).toMatch(
      /Too late: the access is (closing|over) already, because it was revoked by (bob|dave)@/,
    );
    const state = await untilEnded(platform, id);
    expect(factsOf(state, id).filter((fact) => fact === 'closing')).toHaveLength(1);
  });
});

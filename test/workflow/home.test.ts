import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, statusOf, type TestPlatform } from '../support/platform.ts';
import { askAndBeRouted, requestIdIn } from '../support/stories-on-platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const homeOf = async (user: string) => JSON.stringify(await platform.openHome(user));

/** A click on the person's Home tab as it stands. */
async function clickAtHome(user: string, action: string, value?: string) {
  const { id } = await platform.openHome(user);
  return platform.actionInView(user, id, action, value);
}

describe('App Home', () => {
  it('shows an approver what waits, and takes the decision there', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix it');
    expect(await homeOf('bob')).toContain(`"value":"${id}"`);
    expect(await homeOf('dave')).toContain('Nobody is waiting for you.');
    await clickAtHome('bob', 'approve', id);
    await platform.until(`${id} is active`, (state) => statusOf(state, id) === 'active');
    expect(await homeOf('bob')).toContain('Nobody is waiting for you.');
  });

  it('shows what is open with the time left, which shrinks, and ends it with a click', async () => {
    const id = requestIdIn(await platform.command('carol', 'request staging-eu checkout edit 2h look'));
    await platform.until(`${id} is active`, (state) => statusOf(state, id) === 'active');
    await platform.advance(30 * 60);
    expect(await homeOf('carol')).toMatch(/1h(29|30)m left/);
    const answer = await clickAtHome('carol', 'release', id);
    expect(JSON.stringify(answer.view)).toContain('is released');
    await platform.until(`${id} is over`, (state) => statusOf(state, id) === 'ended');
    const home = await homeOf('carol');
    expect(home).not.toContain('"action_id":"release"');
    expect(home).toContain(id);
  });

  it('tells in a window of its own why a click did nothing', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix it again');
    const home = await platform.openHome('bob');
    const { response } = await platform.command('alice', `withdraw ${id}`);
    expect(JSON.stringify(response)).toContain('is withdrawn');
    const answer = await platform.actionInView('bob', home.id, 'approve', id);
    expect(JSON.stringify(answer.view)).toContain('was withdrawn by alice@example.com');
  });

  it('is brought up to date when a form is sent that was opened there', async () => {
    const id = await askAndBeRouted(platform, 'alice', 'prod-eu payments edit 1h fix it once more');
    const { view } = await clickAtHome('bob', 'deny', id);
    const shown = async () => JSON.stringify((await platform.state()).slack.homes);
    expect(await shown()).toContain(`"value":"${id}"`);
    await platform.submit('bob', view?.id ?? '', { reason: { reason: 'not today' } });
    expect(await shown()).not.toContain(`"value":"${id}"`);
  });

  it('has a form whose answer can take the request back', async () => {
    const { view } = await clickAtHome('alice', 'ask');
    const sent = await platform.submit('alice', view?.id ?? '', {
      ...{ cluster: { cluster: 'prod-eu' }, namespaces: { namespaces: ['payments'] } },
      ...{ role: { role: 'edit' }, duration: { duration: '1h' }, reason: { reason: 'too early' } },
    });
    const id = requestIdIn({ response: sent.view ?? sent.response });
    const answer = await platform.actionInView('alice', sent.view?.id ?? view?.id ?? '', 'withdraw', id);
    expect(JSON.stringify(answer.view)).toContain('is withdrawn');
    expect(statusOf(await platform.state(), id)).toBe('withdrawn');
  });

  it('opens the form that asks for access', async () => {
    const { view } = await clickAtHome('alice', 'ask');
    const values = {
      ...{ cluster: { cluster: 'staging-eu' }, namespaces: { namespaces: ['payments'] } },
      ...{ role: { role: 'view' }, duration: { duration: '1h' }, reason: { reason: 'from home' } },
    };
    const sent = await platform.submit('alice', view?.id ?? '', values);
    const id = requestIdIn({ response: sent.view ?? sent.response });
    await platform.until(`${id} is active`, (state) => statusOf(state, id) === 'active');
  });

  it('refuses guests with a sentence', async () => {
    expect(await homeOf('erin')).toContain('Guests of the workspace cannot ask for access');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdays } from '../../shared/domain/schedule.ts';
import { example } from '../support/access-file.ts';
import { cardOf, factsOf, messageIn, statusOf, type TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { askAndBeRouted, click, deny, said } from '../support/stories-on-platform.ts';

// Denying, and people as approvers, through signed HTTP. Debug in payments is approved by dave, by name; edit by
// payments leads, and it is covered on this day and the next one alone.

function policy(): string {
  const today = (new Date().getUTCDay() + 6) % 7;
  const days = [today, today + 1].map((day) => weekdays[day % 7]).join(', ');
  const edit = 'when: { environments: [prod], namespaces: [payments], roles: [edit, debug] }';
  const debug = `  - name: prod-payments-debug
    when: { environments: [prod], namespaces: [payments], roles: [debug] }
    maxDuration: 4h
    approval: { lapseAfter: 8h, stages: [{ people: [Dave@example.com], quorum: 1 }] }
`;
  return example
    .replace('  - name: prod-payments-change', `${debug}\n  - name: prod-payments-change`)
    .replace(edit, edit.replace(' }', `, schedule: { weekdays: [${days}], zone: UTC } }`))
    .replace(
      'lapseAfter: 8h\n      stages:\n        - { usergroups: [payments-leads]',
      'lapseAfter: 72h\n      stages:\n        - { usergroups: [payments-leads]',
    );
}

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatformWith(policy());
});
afterAll(() => platform.stop());

const edit = 'prod-eu payments edit 1h look at the queue';

describe('a denial', () => {
  it('without a reason is an error under the field, and the request waits on', async () => {
    const id = await askAndBeRouted(platform, 'alice', edit);
    expect((await deny(platform, 'bob', id, '  ')).errors).toEqual({
      reason: expect.stringContaining('Say why in a few words'),
    });
    expect(statusOf(await platform.state(), id)).toBe('pending');
    await deny(platform, 'bob', id);
  });

  it('is told with its reason, as it was typed: on the card, to the requester and in the status', async () => {
    const id = await askAndBeRouted(platform, 'alice', edit);
    const why = '<!channel> לא היום *no* 🚫 & <https://evil.example|log in>';
    const shown = '&lt;!channel&gt; לא היום *no* 🚫 &amp; &lt;https://evil.example|log in&gt;';
    await deny(platform, 'bob', id, why);
    const isTheDenial = (text: string) => text.includes(id) && text.includes('Your request was denied');
    const state = await platform.until('alice was told', ({ slack }) =>
      slack.channels.some(
        ({ name, messages }) =>
          name === 'dm-alice' && messages.some(({ blocks }) => isTheDenial(JSON.stringify(blocks))),
      ),
    );
    const told = messageIn(state, 'dm-alice', ({ text }) => isTheDenial(text)).text;
    const status = said(await platform.command('alice', `status ${id}`));
    for (const text of [cardOf(state, id).text, told, status]) {
      expect(text).toContain(`"type":"plain_text","text":"${shown}"`);
      expect(text).not.toContain('<!channel>');
    }
    expect(factsOf(state, id).at(-1)).toBe('denied');
  });

  it('whose form was open while another approved is told who won', async () => {
    const id = await askAndBeRouted(platform, 'alice', edit);
    const { view } = await click(platform, 'bob', 'deny', id);
    await click(platform, 'carol', 'approve', id);
    const answer = await platform.submit('bob', view?.id ?? '', { reason: { reason: 'not today' } });
    expect(answer.errors).toEqual({
      reason: expect.stringContaining('already approved by carol@example.com'),
    });
    await platform.until('it is open', (now) => statusOf(now, id) === 'active');
    await platform.advance(3600);
  });

  it('of one’s own request is refused before it is asked why', async () => {
    const id = await askAndBeRouted(platform, 'bob', edit);
    const { view, messages } = await click(platform, 'bob', 'deny', id);
    expect(view).toBeUndefined();
    expect(JSON.stringify(messages)).toContain('This is your own request');
    await deny(platform, 'carol', id);
  });
});

describe('a person whom the rule names', () => {
  const debug = 'prod-eu payments debug 1h look at the queue';

  it('approves, and a lead whom it does not name is told who can', async () => {
    const id = await askAndBeRouted(platform, 'alice', debug);
    expect(cardOf(await platform.state(), id).text).toContain('from `dave@example.com`');
    expect(said(await click(platform, 'bob', 'approve', id))).toContain('Only dave@example.com can decide');
    await click(platform, 'dave', 'approve', id);
    const state = await platform.until('it is open', (now) => statusOf(now, id) === 'active');
    expect(
      state.audit.find(({ requestId, fact }) => requestId === id && fact.type === 'approved')?.fact,
    ).toMatchObject({
      as: ['dave@example.com'],
      judged: {
        rule: { name: 'prod-payments-debug', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        considered: [{ source: 'dave@example.com', members: ['U0DAVE'], total: 1 }],
      },
    });
    await platform.advance(3600);
  });

  it('and left the company since does not', async () => {
    const id = await askAndBeRouted(platform, 'alice', debug);
    await platform.changePerson('dave', { deleted: true });
    expect(said(await click(platform, 'dave', 'approve', id))).toContain('deactivated');
    await platform.changePerson('dave', { deleted: false });
    await deny(platform, 'dave', id);
    expect(statusOf(await platform.state(), id)).toBe('denied');
  });
});

it('outside the schedule of its rule a request is not approved, but can be denied', async () => {
  const id = await askAndBeRouted(platform, 'alice', edit);
  await platform.advance(2 * 24 * 60 * 60);
  expect(said(await click(platform, 'bob', 'approve', id))).toContain('it holds');
  await deny(platform, 'bob', id);
  const state = await platform.until('the card says so', (now) => cardOf(now, id).text.includes('Denied'));
  expect(statusOf(state, id)).toBe('denied');
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cardOf, directMessages, factsOf, statusOf, type TestPlatform } from '../support/platform.ts';
import { startPlatformWith } from '../support/platform-with-policy.ts';
import { click, said } from '../support/stories-on-platform.ts';
import {
  askedAlone,
  askToChange,
  askToLook,
  changeSchedule,
  changeUsergroup,
  hastyPolicy,
  saidIn,
  underTheCard,
} from '../support/waiting-on-platform.ts';

// Nobody is stuck while a request waits, through signed HTTP, with the clock moved.

// Seconds. Everything is due soon, so that the clock need not be moved far: each look on the way takes real time.
const [reminder, escalation, lapse] = [20 * 60, 40 * 60, 60 * 60];
const quarter = 15 * 60;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatformWith(hastyPolicy());
});
afterEach(async () => {
  // A request that went on waiting would be looked at whenever a later test moves the clock.
  const { requests } = await platform.state();
  for (const { id, status } of requests) {
    if (status === 'pending') await platform.command('alice', `withdraw ${id}`);
  }
  await platform.clearFaults();
  await changeUsergroup(platform, 'payments-leads', { users: ['bob', 'carol'], deleted: false });
  await changeUsergroup(platform, 'security', { users: ['dave'], deleted: false });
  await changeSchedule(platform, { onCall: ['carol'], deleted: false });
});
afterAll(() => platform.stop());

describe('those who have not answered', () => {
  it('are reminded once, in a message whose buttons work, and lose them when it is decided', async () => {
    const id = await askToChange(platform);
    await platform.advance(reminder);
    await platform.advance(quarter);
    const state = await platform.state();
    expect(factsOf(state, id).filter((fact) => fact === 'reminded')).toHaveLength(1);
    for (const who of ['bob', 'carol']) expect(saidIn(state, `dm-${who}`, id)).toHaveLength(1);
    expect(saidIn(state, 'dm-alice', id)).toEqual([expect.stringContaining('is recorded')]);
    expect(askedAlone(state, 'bob', id).text).toContain('the card in its channel');
    await platform.action('bob', askedAlone(state, 'bob', id), 'approve', id);
    const after = await platform.until('the buttons are gone', (now) =>
      ['bob', 'carol'].every((who) =>
        saidIn(now, `dm-${who}`, id).join().startsWith('No decision is needed'),
      ),
    );
    for (const who of ['bob', 'carol']) expect(() => askedAlone(after, who, id)).toThrow();
    expect(factsOf(after, id)).toContain('approved');
  });

  it('are more than twenty: they are reminded under the card', async () => {
    await changeUsergroup(platform, 'payments-leads', { users: ['bob', 'carol'], generate: 2000 });
    const id = await askToChange(platform);
    await platform.advance(reminder);
    const state = await platform.state();
    expect(
      underTheCard(state, id).filter((text) => text.startsWith('This request still waits')),
    ).toHaveLength(1);
    expect(saidIn(state, 'dm-bob', id)).toEqual([]);
    await click(platform, 'bob', 'approve', id);
    expect(factsOf(await platform.state(), id)).toContain('approved');
  });
});

describe('a request that nobody decides', () => {
  it('is escalated after its time: security is mentioned, and may approve from then on', async () => {
    const id = await askToChange(platform);
    expect(said(await click(platform, 'dave', 'approve', id))).toContain('you are not among them');
    await platform.advance(escalation);
    const state = await platform.state();
    expect(cardOf(state, id).text).toContain('because nobody decided');
    expect(underTheCard(state, id)).toEqual([
      expect.stringContaining('Escalated to <!subteam^S0SECURITY>, because nobody decided'),
    ]);
    await click(platform, 'dave', 'approve', id);
    await platform.until('it is open', (now) => statusOf(now, id) === 'active');
    expect(said(await platform.command('alice', `status ${id}`))).toContain('escalated it to');
  });

  it('lapses whatever was done for it', async () => {
    const id = await askToChange(platform);
    await platform.advance(lapse);
    const state = await platform.state();
    expect(statusOf(state, id)).toBe('lapsed');
    expect(factsOf(state, id)).toEqual(expect.arrayContaining(['reminded', 'escalated', 'lapsed']));
    expect(said(await click(platform, 'bob', 'approve', id))).toContain('lapsed');
    expect(said(await click(platform, 'bob', 'hand-over', id))).toContain('lapsed');
  });
});

describe('approvers that vanish while it waits', () => {
  it('are reported in the channel within a quarter of an hour, once, and others are asked', async () => {
    const id = await askToChange(platform);
    await changeUsergroup(platform, 'payments-leads', { deleted: true });
    await platform.advance(quarter);
    await platform.advance(quarter);
    const state = await platform.state();
    expect(cardOf(state, id).text).toContain('usergroup @payments-leads does not exist any more');
    expect(underTheCard(state, id)).toEqual([expect.stringMatching(/^Escalated to .*@payments-leads/)]);
    await click(platform, 'dave', 'approve', id);
    await platform.until('it is open', (now) => statusOf(now, id) === 'active');
  });

  it('altogether: the card and the requester are told whom to tell, and it lapses', async () => {
    const id = await askToChange(platform);
    await changeUsergroup(platform, 'payments-leads', { deleted: true });
    await changeUsergroup(platform, 'security', { users: [] });
    await platform.advance(quarter);
    const state = await platform.state();
    expect(cardOf(state, id).text).toContain('Tell your platform team');
    expect(directMessages(state, 'alice').at(-1)).toContain('Nobody was found who could approve');
    await platform.advance(lapse);
    expect(statusOf(await platform.state(), id)).toBe('lapsed');
  });

  it('are not taken for gone while Slack does not answer', async () => {
    const id = await askToChange(platform);
    await platform.fault({ target: 'slack.usergroups.list', error: 'internal_error', times: 1000 });
    // It is looked again every minute, and each look tries several times.
    await platform.advance(3 * 60);
    expect(factsOf(await platform.state(), id)).not.toContain('escalated');
  });
});

describe('whoever is on call', () => {
  it('is asked under the card, and approves; who is off call does not', async () => {
    const id = await askToLook(platform);
    await platform.until('carol is asked', (state) =>
      underTheCard(state, id).join().includes('whoever is on call for platform-primary`, <@U0CAROL>'),
    );
    await changeSchedule(platform, { onCall: ['bob'] });
    expect(said(await click(platform, 'carol', 'approve', id))).toContain(
      'Only whoever is on call for platform-primary can decide',
    );
    await click(platform, 'bob', 'approve', id);
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
  });

  it('is not known while PagerDuty is down: nobody approves, and it is said why', async () => {
    const id = await askToLook(platform);
    await platform.fault({ target: 'pagerduty.listOnCalls', error: 503, times: 1000 });
    expect(said(await click(platform, 'carol', 'approve', id))).toContain('PagerDuty does not answer');
    await platform.advance(2 * quarter);
    const state = await platform.state();
    expect(factsOf(state, id)).not.toContain('approved');
    expect(factsOf(state, id)).not.toContain('escalated');
  });

  it('is nobody where the schedule was deleted: security is asked instead', async () => {
    const id = await askToLook(platform);
    await changeSchedule(platform, { deleted: true });
    await platform.advance(quarter);
    expect(cardOf(await platform.state(), id).text).toContain('PagerDuty schedule platform-primary does not');
    await changeSchedule(platform, { deleted: false });
    await click(platform, 'dave', 'approve', id);
    await platform.until('it is open', (state) => statusOf(state, id) === 'active');
  });
});

describe('asking someone else', () => {
  it('is recorded, shown on the card, and brings the other one a message that works', async () => {
    const id = await askToChange(platform);
    const { view } = await click(platform, 'bob', 'hand-over', id);
    expect(JSON.stringify(view)).toContain('"value":"U0CAROL"');
    expect(JSON.stringify(view)).not.toContain('U0ALICE"}');
    const submit = (values: Record<string, Record<string, unknown>>) =>
      platform.submit('bob', view?.id ?? '', values);
    const note = '<!channel> *I* am on a <https://evil.example|plane>';
    const answer = await submit({ person: { person: 'U0CAROL' }, note: { note } });
    expect(JSON.stringify(answer.view)).toContain('<@U0CAROL> is asked to decide');
    const state = await platform.until('carol is asked', (now) => saidIn(now, 'dm-carol', id).length === 1);
    const asked = askedAlone(state, 'carol', id);
    expect(asked.text).toContain('&lt;!channel&gt; *I* am on a &lt;https://evil.example|plane&gt;');
    await platform.until('the card shows it', (now) =>
      cardOf(now, id).text.includes('<@U0BOB> asked <@U0CAROL> to decide'),
    );
    expect(said(await click(platform, 'bob', 'approve', id))).not.toContain('Too late');
    expect(said(await platform.action('carol', asked, 'approve', id))).toContain(
      'already approved by bob@example.com',
    );
  });

  it('is refused to whoever could not decide, with the reason', async () => {
    const id = await askToChange(platform);
    for (const [who, why] of [
      ['alice', 'your own request'],
      ['dave', 'you are not among them'],
      ['erin', 'Guests'],
    ] as const) {
      const answer = await click(platform, who, 'hand-over', id);
      expect(said(answer)).toContain(why);
      expect(answer.view).toBeUndefined();
    }
  });

  it('twice, or after the decision, is said under the field', async () => {
    const id = await askToChange(platform);
    const open = async () => (await click(platform, 'bob', 'hand-over', id)).view?.id ?? '';
    const carol = { person: { person: 'U0CAROL' } };
    await platform.submit('bob', await open(), carol);
    const again = await platform.submit('bob', await open(), carol);
    expect(again.errors).toEqual({ person: expect.stringContaining('asked them already') });
    const third = await open();
    await click(platform, 'carol', 'approve', id);
    const late = await platform.submit('bob', third, carol);
    expect(late.errors).toEqual({ person: expect.stringContaining('Too late') });
  });
});

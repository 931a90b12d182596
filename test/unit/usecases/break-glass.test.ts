import { describe, expect, it } from 'vitest';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import { breakGlass } from '../../../shared/usecases/break-glass.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { review, takeReview } from '../../../shared/usecases/review.ts';
import { revoke } from '../../../shared/usecases/revoke.ts';
import { Gate, KilledError } from '../../support/in-memory/gate.ts';
import { World } from '../../support/in-memory/world.ts';
import { oncall } from '../../support/paging.ts';
import { alice, bob, dave, scope, sha256, someReason } from '../../support/records.ts';

const admin = scope('prod-eu', 'payments', 'admin');
const idOf = (occasion: string) => requestIdFromHash(sha256(occasion));

function broken(world: World, occasion = 'first', by = alice, asked = admin) {
  const ask = { id: idOf(occasion), requester: by, scope: asked, reason: someReason };
  return breakGlass(world.ports(), ask);
}

async function opened(world = new World()) {
  await broken(world);
  const id = idOf('first');
  await openWindow(world.ports(), id);
  return { world, id, turn: () => closeWindow(world.ports(), id) };
}

const factsOf = (world: World, id = idOf('first')) => world.records.eventsOf(id).map(({ fact }) => fact.type);

describe('a break-glass', () => {
  it('is recorded and carried on by the window machine; a repeated delivery opens nothing more', async () => {
    const world = new World();
    expect(await broken(world)).toMatchObject({ outcome: 'raised', request: { status: 'approved' } });
    expect(await broken(world)).toMatchObject({ outcome: 'raised' });
    expect(world.records.requests.size).toBe(1);
    expect(world.machines).toContain(`start window ${idOf('first')}`);
  });

  it('is opened without its machine where Step Functions does not answer, and is an error where nothing answers', async () => {
    const world = new World();
    const ports = world.ports();
    const down = () => Promise.reject(new Error('Step Functions is down'));
    const machines = { start: down, startSuccessor: down };
    const ask = (id: string) => ({ id: idOf(id), requester: alice, scope: admin, reason: someReason });
    expect(await breakGlass({ ...ports, machines }, ask('first'))).toMatchObject({ outcome: 'raised' });
    expect(world.machines).toEqual([`open ${idOf('first')}`, `wake approval ${idOf('first')}`]);
    const nothing = {
      ...ports,
      machines,
      opener: { open: () => Promise.reject(new Error('Lambda is down')) },
      waker: { wake: () => Promise.reject(new Error('Lambda is down')) },
    };
    const other = { ...ask('second'), scope: scope('prod-eu', 'payments', 'edit') };
    await expect(breakGlass(nothing, other)).rejects.toThrow('Lambda is down');
  });

  it('needs no Slack of whoever a rule names by address', async () => {
    const world = new World();
    world.breakGlassRules = world.breakGlassRules.map((rule) => ({
      ...rule,
      when: {
        ...rule.when,
        requesters: { usergroups: ['payments-leads' as never], people: ['alice@example.com'] },
      },
    }));
    const ports = world.ports();
    const directory = { usergroupsOf: () => Promise.reject(new Error('Slack is down')) };
    const ask = (id: string, requester: typeof alice) =>
      breakGlass({ ...ports, directory }, { id: idOf(id), requester, scope: admin, reason: someReason });
    expect(await ask('named', alice)).toMatchObject({ outcome: 'raised' });
    expect(await ask('in a group', bob)).toMatchObject({ refusal: { code: 'no-break-glass' } });
  });

  it('pages before anything is made, and the record says how long that took', async () => {
    const { world, id } = await opened();
    expect(factsOf(world)).toEqual(['requested', 'decided', 'paged', 'window-fixed', 'made', 'opened']);
    expect([...world.phones.alerts.keys()]).toEqual([
      `pagerduty platform-oncall ${id}`,
      `sns platform-oncall ${id}`,
    ]);
    expect(world.request(id).breakGlass?.paged?.took).toBe(0);
  });

  it('that nobody hears makes nothing and fails', async () => {
    const world = new World();
    world.phones.down.add('pagerduty').add('sns');
    const { id, turn } = await opened(world);
    expect(await turn()).toMatchObject({ state: 'settled' });
    expect(factsOf(world)).toEqual(['requested', 'decided', 'paged', 'abandoned', 'failed']);
    expect(world.request(id)).toMatchObject({ status: 'failed', abandoned: { why: 'not-paged' } });
  });

  it('that nobody paged for within ten seconds never opens', async () => {
    const world = new World();
    await broken(world);
    world.pass(10);
    await openWindow(world.ports(), idOf('first'));
    await closeWindow(world.ports(), idOf('first'));
    expect(factsOf(world)).toEqual(['requested', 'decided', 'abandoned', 'failed']);
    expect(world.phones.alerts.size).toBe(0);
  });

  it('opens all the same where the rule says so in as many words', async () => {
    const world = new World();
    world.phones.down.add('pagerduty').add('sns');
    world.breakGlassRules = world.breakGlassRules.map((rule) => ({
      ...rule,
      terms: { ...rule.terms, onPagingFailure: 'open' },
    }));
    const { id } = await opened(world);
    expect(world.request(id).status).toBe('active');
  });

  it('opens while Slack is down, and its channel hears of it when Slack is back', async () => {
    const world = new World();
    world.workspace.down = true;
    const { id, turn } = await opened(world);
    expect(world.request(id).status).toBe('active');
    world.workspace.down = false;
    await turn();
    expect(world.workspace.said).toEqual(
      expect.arrayContaining(['alarm active', 'step paged', 'step opened']),
    );
  });

  it('survives the death of the function between the page and its record, as one alert', async () => {
    const world = new World();
    await broken(world);
    const id = idOf('first');
    const dying = new Gate();
    dying.dieAfter('pager.page');
    await expect(openWindow(world.ports(dying), id)).rejects.toThrow(KilledError);
    await openWindow(world.ports(), id);
    expect(world.request(id).status).toBe('active');
    expect(world.phones.alerts.size).toBe(2);
  });

  it('is refused beyond the most a day, and allowed again when a day is over', async () => {
    const world = new World();
    for (const place of [1, 2, 3, 4, 5]) {
      const name = `use ${place}`;
      await broken(world, name);
      await openWindow(world.ports(), idOf(name));
      await revoke(world.ports(), { id: idOf(name), by: dave.person, why: someReason });
      await closeWindow(world.ports(), idOf(name));
      world.pass(120);
    }
    expect(await broken(world, 'sixth')).toMatchObject({ refusal: { code: 'too-many-uses', most: 5 } });
    expect(await broken(world, 'by another', bob)).toMatchObject({ outcome: 'raised' });
    world.pass(24 * 3600);
    expect(await broken(world, 'tomorrow')).toMatchObject({ outcome: 'raised' });
  });

  it('pages the head of security too where an earlier use is not reviewed', async () => {
    const world = new World();
    const head = 'head-of-security' as typeof oncall;
    world.breakGlassRules = world.breakGlassRules.map((rule) => ({ ...rule, pageUnreviewed: head }));
    await opened(world);
    await broken(world, 'next', alice, scope('prod-eu', 'checkout', 'edit'));
    expect(world.request(idOf('next')).breakGlass?.pages).toEqual([oncall, head]);
  });
});

describe('a use that nobody looks after', () => {
  it('has its page sent on, once', async () => {
    const { world, id, turn } = await opened();
    const { wakeAt } = (await turn()) as { wakeAt: string };
    expect(wakeAt).toBe(secondsAfter(world.now, 15 * 60));
    world.pass(15 * 60);
    await turn();
    await turn();
    expect(factsOf(world).filter((type) => type === 'page-sent-on')).toHaveLength(1);
    expect(world.phones.alerts.has(`pagerduty platform-oncall ${id}.sent-on`)).toBe(true);
  });

  it('is not chased where security has ended it, and its alert is acknowledged', async () => {
    const { world, id, turn } = await opened();
    await revoke(world.ports(), { id, by: dave.person, why: someReason });
    world.pass(3600);
    await turn();
    expect(factsOf(world)).not.toContain('page-sent-on');
    expect(world.phones.settled).toEqual([`acknowledge ${id}`]);
  });

  it('is chased daily after its end until it is reviewed, and its alerts are resolved then', async () => {
    const { world, id, turn } = await opened();
    world.pass(3600);
    await turn();
    expect(world.request(id).status).toBe('ended');
    world.pass(23 * 3600);
    expect(await turn()).toMatchObject({ state: 'waiting', resting: true });
    world.pass(24 * 3600);
    await turn();
    const chased = factsOf(world).filter((type) => type.startsWith('review-'));
    expect(chased).toEqual(['review-overdue', 'review-reminded', 'review-reminded']);
    const given = { id, by: dave.person, verdict: 'justified', text: someReason } as const;
    expect(await review(world.ports(), given)).toMatchObject({ outcome: 'reviewed' });
    expect(await turn()).toMatchObject({ state: 'settled' });
    await turn();
    expect(world.phones.settled).toEqual([`resolve ${id}`, `resolve ${id}.sent-on`, `resolve ${id}.overdue`]);
  });

  it('goes on being chased while nobody can be paged for it', async () => {
    const { world, turn } = await opened();
    world.phones.down.add('pagerduty').add('sns');
    world.pass(15 * 60);
    expect(await turn()).toMatchObject({ unsaid: { retryAfter: 0 } });
    expect(factsOf(world)).not.toContain('page-sent-on');
  });
});

describe('a review', () => {
  it('is taken and given by a reviewer, once, and never by the user', async () => {
    const { world, id } = await opened();
    const draft = { id, by: dave.person };
    const given = { ...draft, verdict: 'not-justified', text: someReason } as const;
    expect(await review(world.ports(), { ...given, by: alice.person })).toMatchObject({
      refusal: { code: 'own-use' },
    });
    expect(await takeReview(world.ports(), { id, by: bob.person })).toMatchObject({
      refusal: { code: 'not-a-reviewer' },
    });
    expect(await takeReview(world.ports(), draft)).toMatchObject({ outcome: 'taken' });
    expect(await review(world.ports(), given)).toMatchObject({ outcome: 'reviewed' });
    expect(await review(world.ports(), given)).toMatchObject({ refusal: { code: 'reviewed-before' } });
    expect(factsOf(world).slice(-2)).toEqual(['taken', 'reviewed']);
    expect(world.machines).toContain(`wake window ${id}`);
  });

  it('is for what was open', async () => {
    const world = new World();
    await broken(world);
    const draft = { id: idOf('first'), by: dave.person };
    expect(await takeReview(world.ports(), draft)).toMatchObject({ refusal: { code: 'nothing-to-review' } });
  });
});

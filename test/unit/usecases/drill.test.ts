import { describe, expect, it } from 'vitest';
import { isBreakGlass } from '../../../shared/domain/break-glass.ts';
import { drillReport } from '../../../shared/domain/drill-report.ts';
import { requestIdFromHash } from '../../../shared/domain/ids.ts';
import { breakGlass } from '../../../shared/usecases/break-glass.ts';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { drill } from '../../../shared/usecases/drill.ts';
import { openWindow } from '../../../shared/usecases/open-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import { takeReview } from '../../../shared/usecases/review.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, dave, scope, sha256, someReason } from '../../support/records.ts';

const idOf = (occasion: string) => requestIdFromHash(sha256(occasion));
const id = idOf('drill');

const drilled = (world: World, occasion = 'drill', by = alice) =>
  drill(world.ports(), { id: idOf(occasion), requester: by, commandAt: world.now });

/** The whole of it, whatever comes of it. */
async function run(world = new World(), occasion = 'drill'): Promise<World> {
  await drilled(world, occasion);
  world.pass(2);
  await openWindow(world.ports(), idOf(occasion));
  world.pass(60);
  await closeWindow(world.ports(), idOf(occasion));
  return world;
}

function reportOf(world: World) {
  const request = world.request(id);
  return isBreakGlass(request) ? drillReport(request) : undefined;
}

describe('a drill', () => {
  it('goes the whole way to something harmless, and its channel and the alert hear that nothing is wrong', async () => {
    const world = await run();
    expect(world.request(id)).toMatchObject({
      ...{ status: 'ended', cause: 'expired', decision: { outcome: 'break-glass', rule: 'prod-emergency' } },
      scope: scope('staging-eu', 'platform', 'view'),
    });
    const severities = [...world.phones.alerts.values()].map(({ severity }) => severity);
    expect(severities).toEqual(['info', 'info']);
    expect(world.phones.settled).toEqual([`resolve ${id}`]);
    expect(world.workspace.said).toContain('step drilled');
    expect(world.records.eventsOf(id)[0]?.fact).toMatchObject({ type: 'requested', drill: true });
    expect(world.alarms).toEqual([]);
  });

  it('tells how long each step took', async () => {
    const report = reportOf(await run());
    expect(report).toEqual({
      times: [
        { step: 'recorded', took: 0 },
        { step: 'page-accepted', channel: 'pagerduty', took: 2000 },
        { step: 'page-accepted', channel: 'sns', took: 2000 },
        { step: 'opened', took: 2000 },
        { step: 'closed', took: 60_000 },
        { step: 'proven-gone', took: 0 },
      ],
      problems: [],
    });
  });

  it('fails where one channel is dead, although the other suffices to open, and alarms once', async () => {
    const world = new World();
    world.phones.down.add('sns');
    await run(world);
    expect(world.request(id).status).toBe('ended');
    expect(reportOf(world)?.problems).toMatchObject([{ problem: 'not-paged', outcome: { channel: 'sns' } }]);
    await closeWindow(world.ports(), id);
    expect(world.alarms).toEqual(['drill-failed']);
  });

  it('fails where nobody can be paged, and alarms while Slack is down too', async () => {
    const world = new World();
    world.phones.down.add('pagerduty').add('sns');
    world.workspace.down = true;
    await run(world);
    expect(world.request(id).status).toBe('failed');
    expect(reportOf(world)?.problems.map(({ problem }) => problem)).toEqual([
      ...['not-paged', 'not-paged', 'not-opened'],
    ]);
    expect(world.alarms).toEqual(['drill-failed']);
    world.workspace.down = false;
    await closeWindow(world.ports(), id);
    expect(world.workspace.said).toContain('step drilled');
    expect(world.alarms).toEqual(['drill-failed']);
  });

  it('fails where it was ended before it was open', async () => {
    const world = new World();
    await drilled(world);
    await release(world.ports(), { id, by: alice.person });
    await closeWindow(world.ports(), id);
    world.pass(120);
    await closeWindow(world.ports(), id);
    expect(world.request(id)).toMatchObject({ status: 'ended', cause: 'released' });
    expect(reportOf(world)?.problems).toEqual([{ problem: 'nobody-paged' }, { problem: 'not-opened' }]);
  });

  it('is no use: nobody reviews it, sends its page on, or counts it', async () => {
    const world = await run();
    expect(await takeReview(world.ports(), { id, by: dave.person })).toMatchObject({
      refusal: { code: 'nothing-to-review' },
    });
    world.pass(48 * 3600);
    expect(await closeWindow(world.ports(), id)).toMatchObject({ state: 'settled' });
    const facts = world.records.eventsOf(id).map(({ fact }) => fact.type);
    expect(facts.at(-1)).toBe('closed');
    expect(await world.ports().queries.unreviewed()).toEqual([]);
  });

  it('counts towards no cap of real uses', async () => {
    const world = new World();
    for (const place of [1, 2, 3, 4, 5, 6]) await run(world, `drill ${place}`);
    const ask = { id: idOf('real'), requester: alice, scope: scope('prod-eu', 'payments', 'admin') };
    expect(await breakGlass(world.ports(), { ...ask, reason: someReason })).toMatchObject({
      outcome: 'raised',
    });
  });

  it('is one at a time for one person, and one for one delivery', async () => {
    const world = new World();
    await drilled(world);
    expect(await drilled(world)).toMatchObject({ outcome: 'raised' });
    expect(await drilled(world, 'another')).toMatchObject({ refusal: { code: 'drill-under-way', id } });
    expect(world.records.requests.size).toBe(1);
  });

  it('is for whoever may break the glass, where their rule has one', async () => {
    const world = new World();
    expect(await drilled(world, 'by security', dave)).toMatchObject({
      refusal: { code: 'no-break-glass-for-you' },
    });
    world.breakGlassRules = world.breakGlassRules.map(({ drill: _, ...rule }) => rule);
    expect(await drilled(world)).toMatchObject({ refusal: { code: 'no-drill' } });
  });
});

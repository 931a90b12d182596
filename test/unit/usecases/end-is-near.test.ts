import { describe, expect, it } from 'vitest';
import { closeWindow } from '../../../shared/usecases/close-window.ts';
import { release } from '../../../shared/usecases/release.ts';
import { openedOnStaging } from '../../support/in-memory/lives.ts';
import { World } from '../../support/in-memory/world.ts';
import { alice, minutesAfterNoon } from '../../support/records.ts';

const warning = 'told of the end';
const warningsIn = ({ workspace }: World) => workspace.said.filter((what) => what === warning);

/** Open from 12:02 for an hour, unless said otherwise. */
async function open(duration = '1h') {
  const world = new World();
  const id = await openedOnStaging(world, { duration });
  return { world, id, look: () => closeWindow(world.ports(), id) };
}

describe('ten minutes before the end', () => {
  it('the window is looked at, its holder is warned once, and then it is left alone until the end', async () => {
    const { world, look } = await open();
    expect(await look()).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(52) });
    expect(warningsIn(world)).toEqual([]);
    world.toMinute(52);
    for (let times = 0; times < 2; times += 1) {
      expect(await look()).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(62) });
    }
    expect(warningsIn(world)).toHaveLength(1);
  });

  it('the holder is warned late rather than not at all, where Slack was down', async () => {
    const { world, look } = await open();
    world.toMinute(52);
    world.workspace.down = true;
    expect(await look()).toMatchObject({ wakeAt: minutesAfterNoon(62), unsaid: { retryAfter: 0 } });
    world.workspace.down = false;
    world.toMinute(61);
    await look();
    expect(warningsIn(world)).toHaveLength(1);
  });

  it('nobody is warned of an end that has come', async () => {
    const { world, look } = await open();
    world.toMinute(62);
    await look();
    expect(warningsIn(world)).toEqual([]);
  });

  it.each([
    ['15m', 0, 17],
    ['16m', 1, 8],
  ])('the holder of a window of %s is warned %i times', async (duration, times, firstLook) => {
    const { world, look } = await open(duration);
    expect(await look()).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(firstLook) });
    world.toMinute(10);
    await look();
    expect(warningsIn(world)).toHaveLength(times);
  });

  it('of an end that was moved, its holder is warned again', async () => {
    const { world, id, look } = await open();
    world.toMinute(52);
    await look();
    const request = world.requestIn(id, 'active');
    const window = { ...request.window, closesAt: minutesAfterNoon(122) };
    world.records.requests.set(id, { ...request, version: request.version + 1, window });
    world.toMinute(62);
    expect(await look()).toEqual({ state: 'waiting', wakeAt: minutesAfterNoon(112) });
    expect(world.workspace.edited).toEqual(['opening active', 'ending active']);
    world.toMinute(112);
    await look();
    expect(warningsIn(world)).toHaveLength(2);
  });
});

describe('the buttons of what a holder was told', () => {
  it('leave both messages when the window is over', async () => {
    const { world, look } = await open();
    for (const minute of [52, 62]) {
      world.toMinute(minute);
      await look();
    }
    expect(world.workspace.edited).toEqual(['opening ended', 'ending ended']);
    await look();
    expect(world.workspace.edited).toHaveLength(2);
  });

  it('leave the message of a window that was released before any warning', async () => {
    const { world, id, look } = await open();
    world.toMinute(20);
    await release(world.ports(), { id, by: alice.person });
    await look();
    expect(world.workspace.edited).toEqual(['opening ended']);
    expect(warningsIn(world)).toEqual([]);
  });

  it('leave it later where Slack was down at the end, which did not wait for that', async () => {
    const { world, id, look } = await open();
    world.toMinute(62);
    world.workspace.down = true;
    expect(await look()).toEqual({ state: 'settled', unsaid: { retryAfter: 0 } });
    expect(world.request(id).status).toBe('ended');
    world.workspace.down = false;
    world.pass(60);
    await look();
    expect(world.workspace.edited).toEqual(['opening ended']);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { allIdle, trackWork } from '../../../local/states/work.ts';

describe('work', () => {
  it('is idle when nothing was tracked', async () => {
    const work = trackWork();
    await work.idle();
    expect(work.busy()).toBe(false);
  });

  it('that fails is over too, and its failure stays with whoever asked for it', async () => {
    const work = trackWork();
    const tracked = work.track(Promise.reject(new Error('it failed')));
    await expect(tracked).rejects.toThrow('it failed');
    await work.idle();
  });

  it('of several kinds that set each other going is idle when the last is', async () => {
    const [machines, functions] = [trackWork(), trackWork()];
    let turns = 0;
    const machine = async (): Promise<void> => {
      await delay(5);
      turns += 1;
      if (turns < 4) void functions.track(delay(5).then(() => void machines.track(machine())));
    };
    void machines.track(machine());
    await allIdle([machines, functions]);
    expect(turns).toBe(4);
  });
});

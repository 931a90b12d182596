import { afterEach, expect, it } from 'vitest';
import {
  type KillablePlatform,
  ourBindings,
  personalEntries,
  startKillablePlatform,
  statusOf,
} from '../support/platform.ts';
import { askAndBeRouted, click, openWindowFor } from '../support/stories-on-platform.ts';
import { torture } from '../torture/torture.ts';

// Fifty of them: npm run torture -- --kills 50
it('a platform that is killed at random moments while people are at work leaves no access past its end after one sweep', async () => {
  const lines: string[] = [];
  const seed = Date.now() % 1_000_000_000;
  const { problems } = await torture({ kills: 1, seed, settles: false, say: (line) => lines.push(line) });
  expect(problems, [`seed ${seed}`, ...lines].join('; ')).toEqual([]);
}, 300_000);

let platform: KillablePlatform | undefined;
afterEach(() => platform?.stop());

// Each start takes some seconds of a slow machine's time.
const patience = 120_000;

it(
  'a platform that was killed in the middle of a window closes it after it is started again',
  async () => {
    const first = await startKillablePlatform();
    platform = first;
    const id = await openWindowFor(first);
    const waiting = await askAndBeRouted(first, 'alice', 'prod-eu payments debug 1h waits over the restart');
    await first.advance(600);
    const { now } = await first.state();
    await first.kill('SIGKILL');

    const second = await startKillablePlatform({ dataDirectory: first.dataDirectory });
    platform = second;
    const again = await second.state();
    expect(again.now >= now).toBe(true);
    expect(statusOf(again, id)).toBe('active');
    expect(ourBindings(again, 'prod-eu')).toHaveLength(1);
    await click(second, 'bob', 'approve', waiting);
    await second.until('the other opens', (state) => statusOf(state, waiting) === 'active');
    await second.advance(3600);
    const over = await second.state();
    expect([statusOf(over, id), statusOf(over, waiting)]).toEqual(['ended', 'ended']);
    expect(ourBindings(over, 'prod-eu')).toEqual([]);
    expect(personalEntries(over, 'prod-eu')).toEqual([]);
  },
  patience,
);

it(
  'a platform that is killed while it opens or closes finishes that when it is started again',
  async () => {
    let running = await startKillablePlatform();
    platform = running;
    const restart = async () => {
      await running.kill('SIGKILL');
      running = await startKillablePlatform({ dataDirectory: running.dataDirectory });
      platform = running;
    };
    const id = await askAndBeRouted(running, 'alice', 'prod-eu payments edit 1h killed while opening');
    await running.fault({ target: 'kubernetes.patchRoleBinding', error: 500, delayMs: 3000 });
    await click(running, 'bob', 'approve', id);
    await restart();
    await running.until('it is active', (state) => statusOf(state, id) === 'active');
    await running.fault({ target: 'kubernetes.deleteRoleBinding', error: 500, delayMs: 3000 });
    const advancing = running.advance(3700).catch(() => undefined);
    await running.until('it closes', (state) => statusOf(state, id) === 'closing');
    await restart();
    await advancing;
    const over = await running.until('it is over', (state) => statusOf(state, id) === 'ended');
    expect(ourBindings(over, 'prod-eu')).toEqual([]);
    expect(personalEntries(over, 'prod-eu')).toEqual([]);
  },
  patience,
);

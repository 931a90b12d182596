import { setTimeout as delay } from 'node:timers/promises';
import { type Dice, diceOf } from '../simulation/time/chance.ts';
import { directMessages, type KillablePlatform, startKillablePlatform } from '../support/platform.ts';
import { bustle } from './people.ts';
import { accessOf, leftIn, overIn } from './standing.ts';

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  /** Where a real API server is, if the clusters are to be real. */
  readonly assets?: string | undefined;
  readonly say: (line: string) => void;
}

/** What it came to. */
export interface TortureReport {
  readonly kills: number;
  readonly requests: number;
  /** Windows that were over and not closed yet when the platform was up again, summed over all kills. */
  readonly overdue: number;
  /** What stood past its end after one sweep, and what was left in the end, each with the number of the kill. */
  readonly problems: readonly string[];
}

/** At most so many milliseconds of bustle before a kill. */
const longestLife = 3000;

/**
 * Kills the platform at random moments while people are at work, starts it again on the same data, and looks after one
 * sweep whether anything still gives access past its end. The moments depend on the seed and on the machine's mood.
 */
export async function torture({ kills, seed, assets, say }: TortureOptions): Promise<TortureReport> {
  const dice = diceOf(seed);
  let platform = await startKillablePlatform({ assets });
  const problems: string[] = [];
  let overdue = 0;
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      await bustleAndKill(platform, dice, `kill ${kill}`);
      const { dataDirectory } = platform;
      platform = await startKillablePlatform({ assets, dataDirectory });
      await platform.clearFaults();
      const before = await platform.state();
      const over = overIn(before);
      const stood = accessOf(over, before);
      overdue += stood.length;
      await sweepOnce(platform);
      const found = accessOf(over, await platform.state());
      problems.push(...found.map((problem) => `after kill ${kill}: ${problem}`));
      say(
        `kill ${kill}: ${before.requests.length} requests, ${over.size} over, ${stood.length} overdue, ${found.length} after one sweep`,
      );
    }
    const requests = await settle(platform);
    problems.push(...leftIn(await platform.state()).map((problem) => `in the end: ${problem}`));
    return { kills, requests, overdue, problems };
  } finally {
    await platform.stop();
  }
}

async function bustleAndKill(platform: KillablePlatform, dice: Dice, about: string): Promise<void> {
  let isOver = false;
  const busy = ['one', 'other'].map((who) => bustle(platform, dice, `${about} ${who}`, () => isOver));
  await delay(dice.between(about, 100, longestLife));
  isOver = true;
  await platform.kill('SIGKILL');
  await Promise.all(busy);
}

async function sweepOnce(platform: KillablePlatform): Promise<void> {
  const before = directMessages(await platform.state(), 'dave').length;
  await platform.command('dave', 'sweep');
  await platform.until('the sweep is done', (now) => directMessages(now, 'dave').length > before);
}

/** Lets more time pass than any window takes. Answers how many requests there were. */
async function settle(platform: KillablePlatform): Promise<number> {
  await platform.advance(90 * 60);
  return (await platform.state()).requests.length;
}

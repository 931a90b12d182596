import { setTimeout as delay } from 'node:timers/promises';
import { openClock } from '../../local/clock.ts';
import { openStore } from '../../local/store.ts';
import { type Dice, diceOf } from '../simulation/time/chance.ts';
import { directMessages, type KillablePlatform, startKillablePlatform } from '../support/platform.ts';
import { bustle } from './people.ts';
import { accessOf, leftIn, overIn } from './standing.ts';

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  /** Whether all is let come to its end, and must then be gone. */
  readonly settles: boolean;
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
/** Seconds. More than any window lasts. */
const longestWindow = 90 * 60;
/** At most so many minutes in which the platform stays down, so that windows end meanwhile. */
const longestDeath = 40;

/**
 * Kills the platform at random moments while people are at work, starts it again on the same data, and looks after one
 * sweep whether anything still gives access past its end. The moments depend on the seed and on the machine's mood.
 */
export async function torture({ kills, seed, settles, assets, say }: TortureOptions): Promise<TortureReport> {
  const dice = diceOf(seed);
  let platform = await startKillablePlatform({ assets });
  const problems: string[] = [];
  let overdue = 0;
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      await bustleAndKill(platform, dice, `kill ${kill}`);
      const { dataDirectory } = platform;
      if (dice.hits(`${kill} stays down`, 0.7))
        passWhileDown(dataDirectory, dice.between(`${kill} down`, 1, longestDeath));
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
    if (settles) {
      await platform.advance(longestWindow);
      problems.push(...leftIn(await platform.state()).map((problem) => `in the end: ${problem}`));
    }
    return { kills, requests: (await platform.state()).requests.length, overdue, problems };
  } finally {
    await platform.stop();
  }
}

async function bustleAndKill(platform: KillablePlatform, dice: Dice, about: string): Promise<void> {
  let isOver = false;
  const busy = ['one', 'other', 'third', 'fourth'].map((who) =>
    bustle(platform, dice, `${about} ${who}`, () => isOver),
  );
  await delay(dice.between(about, 100, longestLife));
  isOver = true;
  await platform.kill('SIGKILL');
  await Promise.all(busy);
}

// On a slow machine a sweep can run out of its function's time. Then it was none, and is asked for again.
async function sweepOnce(platform: KillablePlatform): Promise<void> {
  for (let asked = 1; asked <= 5; asked += 1) {
    if (await isSwept(platform)) return;
  }
  throw new Error('no sweep that was asked for has come to its end');
}

async function isSwept(platform: KillablePlatform): Promise<boolean> {
  const before = directMessages(await platform.state(), 'dave').length;
  await platform.command('dave', 'sweep');
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await delay(100)) {
    if (directMessages(await platform.state(), 'dave').length > before) return true;
  }
  return false;
}

/** Moves the dead platform's clock, as if it had been down for so long. */
function passWhileDown(dataDirectory: string, minutes: number): void {
  const store = openStore(dataDirectory);
  const clock = openClock(store.collection('clock.move'));
  clock.moveTo(clock.now() + minutes * 60_000);
  store.close();
}

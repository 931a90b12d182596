import { describe, expect, it } from 'vitest';
import { synthesizedDefinitions } from './definitions.ts';
import { huntOne } from './mutants/hunt-all.ts';
import { mutants } from './mutants/list.ts';
import { fits } from './mutants/plant.ts';
import { failureLines, Tally } from './report.ts';
import { run } from './run.ts';
import { partsOf, shrink } from './shrink.ts';

const definitions = synthesizedDefinitions();
/** Fresh ones each time; what fails is printed with its seed. */
const first = Date.now() % 1_000_000_000;
const most = 300;
/** At least so many, and no more when so many milliseconds are over: a slow machine must not wait for minutes. */
const least = 50;
const patience = 30_000;

describe('whatever fails, whenever, to whomever', () => {
  it('every invariant holds, in runs that nobody has seen before', {
    timeout: 120_000,
  }, async () => {
    const tally = new Tally();
    const began = performance.now();
    const isLate = () => performance.now() - began > patience;
    for (let seed = first; tally.runs < most && !(tally.runs >= least && isLate()); seed += 1) {
      const report = await run({ seed, definitions });
      tally.add(report);
      if (report.violation === undefined) continue;
      expect.fail(failureLines(report, await shrink(report, { definitions })).join('\n'));
    }
    expect(tally.lifecycles).toBeGreaterThan(least);
  });

  it('a seed plays the same every time', async () => {
    const [one, other] = [await traced(7), await traced(7)];
    expect(one.length).toBeGreaterThan(100);
    expect(other).toEqual(one);
  });
});

describe('the simulation can fail', () => {
  // The whole list takes minutes: npm run simulate -- --mutants
  const quick = ['grant before record', 'no catch on open', 'requesters may approve their own'];

  it.each(quick)('it finds a planted bug: %s', { timeout: 60_000 }, async (name) => {
    const bag = await huntOne({ name, definitions, from: 1, seeds: 50 });
    expect(bag.found?.violation?.problem).toBeDefined();
  });

  it('every planted bug still fits the sources', () => {
    const misfits = mutants.filter(({ edits }) => edits?.some((edit) => !fits(edit)));
    expect(misfits.map(({ name }) => name)).toEqual([]);
  });

  it('a failing schedule is made shorter, and still fails in the same way', async () => {
    const { approval, window } = definitions;
    const { Open } = window.States;
    if (Open?.Type !== 'Task') throw new Error('the window machine opens first');
    const broken = {
      approval,
      window: { ...window, States: { ...window.States, Open: { ...Open, Catch: [] } } },
    };
    const failed = await firstFailure(broken);
    const shortest = await shrink(failed, { definitions: broken });
    expect(shortest.violation?.invariant).toBe(failed.violation?.invariant);
    expect(partsOf(shortest).length).toBeLessThan(12);
  });
});

async function traced(seed: number): Promise<readonly string[]> {
  const lines: string[] = [];
  await run({ seed, definitions, trace: (at, text) => void lines.push(`${at} ${text}`) });
  return lines;
}

async function firstFailure(broken: typeof definitions): ReturnType<typeof run> {
  for (let seed = 1; seed < 200; seed += 1) {
    const report = await run({ seed, definitions: broken });
    if (report.violation !== undefined) return report;
  }
  throw new Error('nothing failed');
}

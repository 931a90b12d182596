import { parseArgs } from 'node:util';
import { say } from '../support/say.ts';
import { synthesizedDefinitions } from './definitions.ts';
import { huntAll } from './mutants/hunt-all.ts';
import { failureLines, Tally, timeOf } from './report.ts';
import { run } from './run.ts';
import { partsOf, shrink } from './shrink.ts';

const usage = `npm run simulate -- --seeds N [--from SEED]   plays so many seeds, fresh ones unless told from which on
npm run simulate -- --replay SEED            plays one seed again and tells all that happens
npm run simulate -- --mutants [NAME...]      plants known bugs, one after the other, and tells which are found`;

const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    replay: { type: 'string' },
    mutants: { type: 'boolean' },
  },
  allowPositionals: true,
});

process.exitCode = await simulate();

async function simulate(): Promise<number> {
  if (values.mutants) return (await huntAll(say, positionals)) ? 0 : 1;
  const definitions = synthesizedDefinitions();
  if (values.replay !== undefined) return replay(wholeNumber(values.replay), definitions);
  if (values.seeds !== undefined) {
    const from = values.from === undefined ? Date.now() % 1_000_000_000 : wholeNumber(values.from);
    return playMany(from, wholeNumber(values.seeds), definitions);
  }
  say(usage);
  return 2;
}

type Definitions = ReturnType<typeof synthesizedDefinitions>;

async function playMany(from: number, amount: number, definitions: Definitions): Promise<number> {
  const tally = new Tally();
  const began = performance.now();
  say(`Seeds from ${from}`);
  for (let seed = from; seed < from + amount; seed += 1) {
    const report = await run({ seed, definitions });
    tally.add(report);
    if (tally.runs % 1000 === 0) say(`${tally.runs} runs, ${tally.lifecycles} lifecycles, all hold`);
    if (report.violation === undefined) continue;
    for (const line of failureLines(report, await shrink(report, { definitions }))) say(line);
    return 1;
  }
  for (const line of tally.lines((performance.now() - began) / 1000)) say(line);
  return 0;
}

async function replay(seed: number, definitions: Definitions): Promise<number> {
  const trace = (at: number, text: string) => say(`${timeOf(at)} ${text}`);
  const report = await run({ seed, definitions });
  if (report.violation === undefined) {
    await run({ seed, definitions, trace });
    say(`Seed ${seed} holds.`);
    return 0;
  }
  const shortest = await shrink(report, { definitions });
  const kept = new Set(partsOf(shortest));
  await run({ seed, definitions, trace, keeps: (key) => kept.has(key) });
  for (const line of failureLines(report, shortest)) say(line);
  return 1;
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  say(usage);
  process.exit(2);
}

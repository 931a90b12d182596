import { parentPort, workerData } from 'node:worker_threads';
import type { RunReport } from '../run.ts';
import { mutants } from './list.ts';
import type { Definitions } from './mutant.ts';
import { plant } from './plant.ts';

/** What the thread is given: one mutant, by its name, and how long to look for it. */
export interface Hunt {
  readonly name: string;
  readonly definitions: Definitions;
  readonly from: number;
  readonly seeds: number;
}

/** What the thread answers: the first seed that found it, or how many did not. */
export interface Bag {
  readonly found?: Pick<RunReport, 'seed' | 'violation'>;
  readonly runs: number;
}

parentPort?.postMessage(await hunt(workerData as Hunt));

async function hunt({ name, definitions, from, seeds }: Hunt): Promise<Bag> {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`there is no mutant "${name}"`);
  plant(mutant.edits ?? []);
  const planted = mutant.change?.(definitions) ?? definitions;
  // Only now, so that all of it is loaded with the bug in it.
  const { run } = await import('../run.ts');
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violation } = await run({ seed, definitions: planted });
    if (violation !== undefined) return { found: { seed, violation }, runs: seed - from + 1 };
  }
  return { runs: seeds };
}

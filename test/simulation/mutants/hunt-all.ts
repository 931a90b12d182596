import { Worker } from 'node:worker_threads';
import { synthesizedDefinitions } from '../definitions.ts';
import type { Bag, Hunt } from './hunt.ts';
import { mutants } from './list.ts';

/** More than any of them has ever needed. */
const mostSeeds = 3000;

/** Hunts mutants one after the other. @param names all of them where none is named @returns whether all were found */
export async function huntAll(say: (line: string) => void, names: readonly string[]): Promise<boolean> {
  const definitions = synthesizedDefinitions();
  const hunted = names.length === 0 ? mutants.map(({ name }) => name) : names;
  let found = 0;
  for (const name of hunted) {
    const bag = await huntOne({ name, definitions, from: 1, seeds: mostSeeds });
    found += bag.found === undefined ? 0 : 1;
    const outcome = bag.found?.violation
      ? `found after ${bag.runs} runs by "${bag.found.violation.invariant}": ${bag.found.violation.problem}`
      : `NOT FOUND in ${bag.runs} runs`;
    say(`${name}: ${outcome}`);
  }
  say(`${found} of ${hunted.length} mutants found`);
  return found === hunted.length;
}

/** Hunts one mutant in a thread of its own, which loads the project anew. */
export function huntOne(hunt: Hunt): Promise<Bag> {
  const { promise, resolve, reject } = Promise.withResolvers<Bag>();
  const worker = new Worker(new URL('./hunt.ts', import.meta.url), { workerData: hunt });
  worker.once('message', resolve);
  worker.once('error', reject);
  return promise;
}

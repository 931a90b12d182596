import { closingMutants } from './closing.ts';
import { decidingMutants } from './deciding.ts';
import { entryMutants } from './entries.ts';
import type { Mutant } from './mutant.ts';
import { openingMutants } from './opening.ts';
import { pagingMutants } from './paging.ts';
import { policyMutants } from './policies.ts';
import { recordingMutants } from './recording.ts';
import { sweepingMutants } from './sweeping.ts';

/** Every bug that the simulation must find. */
export const mutants: readonly Mutant[] = [
  ...openingMutants,
  ...closingMutants,
  ...entryMutants,
  ...policyMutants,
  ...decidingMutants,
  ...recordingMutants,
  ...pagingMutants,
  ...sweepingMutants,
];

import type { Mutant } from './mutant.ts';

/** Bugs in letting people in at once. */
export const pagingMutants: readonly Mutant[] = [
  {
    name: 'break-glass opens although nobody was paged',
    edits: [
      {
        file: 'shared/domain/break-glass.ts',
        instead: "(paged.took !== undefined || terms.onPagingFailure === 'open')",
        write: "(paged.at !== undefined || terms.onPagingFailure === 'open')",
      },
    ],
  },
  {
    name: 'a page that comes too late counts',
    edits: [
      {
        file: 'shared/domain/apply-break-glass.ts',
        instead: 'each.accepted && each.at < request.openBy',
        write: 'each.accepted',
      },
      {
        file: 'shared/usecases/page-first.ts',
        instead: 'if (ports.clock() >= request.openBy) throw',
        write: 'if (false) throw',
      },
    ],
  },
];

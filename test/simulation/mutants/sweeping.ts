import type { Mutant } from './mutant.ts';

const sweepCluster = 'shared/usecases/sweep-cluster.ts';
const mendBindings = 'shared/usecases/mend-bindings.ts';

/** Bugs in finding and mending what machines have left, and what others have changed. */
export const sweepingMutants: readonly Mutant[] = [
  {
    name: 'the sweep skips a page',
    edits: [
      {
        file: 'test/support/in-memory/cluster-ports.ts',
        instead: 'return cluster.bindings.map(asStanding);',
        write: 'return cluster.bindings.slice(0, 1).map(asStanding);',
      },
    ],
  },
  {
    name: 'the sweep reads records first',
    edits: [
      {
        file: sweepCluster,
        instead: '  const looked = await look(ports, ref);\n',
        write:
          '  const before = await readRecords(ports, new Set(ids));\n  const looked = await look(ports, ref);\n',
      },
      {
        file: sweepCluster,
        instead: 'const records = await readRecords(ports, new Set([...ids, ...claims]));',
        write: 'const records = before;',
      },
    ],
  },
  {
    name: 'the sweep finishes nothing',
    edits: [{ file: sweepCluster, instead: '      await doWork(ports, request);', write: '' }],
  },
  {
    name: 'the sweep notes orphans and leaves them',
    edits: [
      {
        file: mendBindings,
        instead: "ports.reporter.alarm('orphan-removed', { cluster, where });",
        write: 'if (noted) return [];',
      },
    ],
  },
  {
    name: 'the sweep passes over what was changed',
    edits: [
      {
        file: mendBindings,
        instead: "if (typeof verdict === 'object') addTo(drifts, claimed?.id, verdict);",
        write: "if (typeof verdict === 'object') void verdict;",
      },
    ],
  },
  {
    name: 'the sweep passes over what was removed',
    edits: [
      { file: mendBindings, instead: "if (request.status !== 'active') continue;", write: 'continue;' },
    ],
  },
  {
    name: 'the sweep lets go for those who still hold',
    edits: [
      {
        file: 'shared/usecases/sweep-leases.ts',
        instead: "(lease.state === 'deleting' || isTerminal(request))",
        write: 'true',
      },
    ],
  },
];

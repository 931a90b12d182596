import type { Mutant } from './mutant.ts';

const lease = 'shared/domain/lease.ts';

/** Bugs with the access entry that many people share. */
export const entryMutants: readonly Mutant[] = [
  {
    name: 'the entry is deleted on the first end',
    edits: [{ file: lease, instead: 'return holders.length > 0\n', write: 'return holders.length > 9\n' }],
  },
  {
    name: 'the lease is not exclusive while it is deleted',
    edits: [
      {
        file: lease,
        instead: "if (lease?.state === 'deleting') return { outcome: 'deleting', lease };",
        write:
          "if (lease?.state === 'deleting') return { outcome: 'held', lease: { ...lease, version: lease.version + 1, state: 'held', holders: [held.holder] } };",
      },
    ],
  },
  {
    name: 'an earlier deleter is not waited for',
    edits: [{ file: lease, instead: 'deleters.length === 0 && (isGone', write: 'true && (isGone' }],
  },
  {
    name: 'an entry is taken for ours because it exists',
    edits: [
      {
        file: 'shared/usecases/let-go-of-entry.ts',
        instead: 'entry !== undefined && entry.generation === generation',
        write: 'entry !== undefined',
      },
    ],
  },
  {
    name: 'an entry that was left behind is taken for a stranger’s',
    edits: [
      {
        file: 'shared/usecases/hold-entry.ts',
        instead: 'return standing?.generation;',
        write: 'return undefined;',
      },
    ],
  },
  {
    name: 'the entry is touched before the lease says so',
    edits: [
      {
        file: 'shared/usecases/let-go-of-entry.ts',
        instead: '  await ports.leases.write(released.lease);\n',
        write: '',
      },
      {
        file: 'shared/usecases/let-go-of-entry.ts',
        instead: '  await deleteEntry(ports, request.target, released.lease, isVisible);',
        write:
          '  await deleteEntry(ports, request.target, released.lease, isVisible);\n  await ports.leases.write(released.lease);',
      },
    ],
  },
  {
    name: 'an entry that is not seen is taken for gone',
    edits: [
      {
        file: 'shared/usecases/let-go-of-entry.ts',
        instead: 'entry !== undefined || isVisible);',
        write: 'true);',
      },
    ],
  },
  {
    name: 'a newcomer removes the lease of a deleter who was too slow',
    edits: [
      {
        file: 'shared/usecases/hold-entry.ts',
        instead: '    await ports.leases.write(taken);\n    return { lease: taken, isNew: false };\n',
        write: '    await ports.leases.remove(acquired.lease);\n',
      },
    ],
  },
];

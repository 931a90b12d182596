import type { Mutant } from './mutant.ts';

const recordChange = 'shared/usecases/record-change.ts';

/** Bugs in what is written down and said. */
export const recordingMutants: readonly Mutant[] = [
  {
    name: 'a change without its audit event',
    edits: [
      {
        file: recordChange,
        instead: 'await ports.requests.save(written);',
        write: 'await ports.requests.save({ ...written, events: [] });',
      },
    ],
  },
  {
    name: 'effects do not wait for the record',
    edits: [
      {
        file: recordChange,
        instead: 'await ports.requests.save(written);',
        write: 'void ports.requests.save(written).catch(() => {});',
      },
    ],
  },
  {
    name: 'a repeated delivery writes the record anew',
    edits: [
      {
        file: 'test/support/in-memory/records.ts',
        instead: "if (records.requests.has(written.request.id)) return 'exists';",
        write: '',
      },
    ],
  },
  {
    name: 'a chain that does not name what came before',
    edits: [
      {
        file: 'shared/domain/transition.ts',
        instead: 'head = headAt(event);',
        write: 'head = { ...headAt(event), hash: head.hash };',
      },
    ],
  },
];

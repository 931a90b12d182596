import type { Definitions, Mutant } from './mutant.ts';

const removeBindings = 'shared/usecases/remove-bindings.ts';

/** Bugs in taking access away. */
export const closingMutants: readonly Mutant[] = [
  { name: 'no catch on open', change: (definitions) => withoutCatch(definitions, 'Open') },
  { name: 'no catch on close', change: (definitions) => withoutCatch(definitions, 'Close') },
  {
    name: 'closing gives up after four failures',
    edits: [
      {
        file: 'shared/adapters/step-functions/turn.ts',
        instead: '    ...(input.failure && { failure: input.failure }),',
        write: "    ...(input.failures >= 4 && { state: 'settled' }),",
      },
    ],
  },
  {
    name: 'only the first namespace is cleaned',
    edits: [
      { file: removeBindings, instead: 'window.bindings.map(', write: 'window.bindings.slice(0, 1).map(' },
    ],
  },
  {
    name: 'a failure to remove a binding is passed over',
    edits: [{ file: removeBindings, instead: 'if (failures.length > 0) {', write: 'if (false) {' }],
  },
  {
    name: 'ended before the cluster says no',
    edits: [
      {
        file: 'shared/usecases/prove-gone.ts',
        instead: 'const evidence = await askAll(ports.witness, request, window);',
        write: 'return askAll(ports.witness, request, window);',
      },
    ],
  },
  {
    name: 'closing does not wait for an interrupted opening',
    edits: [
      {
        file: 'shared/domain/apply-ending.ts',
        instead: "request.status === 'approved' && request.window !== undefined\n",
        write: 'false\n',
      },
    ],
  },
];

function withoutCatch({ approval, window }: Definitions, name: string): Definitions {
  const state = window.States[name];
  if (state?.Type !== 'Task') throw new Error(`the window machine has no task ${name}`);
  return { approval, window: { ...window, States: { ...window.States, [name]: { ...state, Catch: [] } } } };
}

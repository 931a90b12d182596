import type { Definition } from '../../../local/states/definition.ts';
import type { MachineKind } from '../../../shared/usecases/ports.ts';

/** A bug that is planted on purpose, to see that the simulation finds it: in the sources, or in the state machines. */
export interface Mutant {
  readonly name: string;
  readonly edits?: readonly Edit[];
  readonly change?: (definitions: Definitions) => Definitions;
}

export interface Edit {
  /** From the root of the project. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly instead: string;
  readonly write: string;
}

export type Definitions = Readonly<Record<MachineKind, Definition>>;

import { type Definition, successors } from '../states/definition.ts';

/** A state machine as one draws it: its states, and where each may lead. */
export interface MachineShape {
  readonly startAt: string;
  readonly states: readonly {
    readonly name: string;
    readonly type: string;
    readonly next: readonly string[];
  }[];
}

/** The shape of a definition, its states in the order in which it names them. */
export function shapeOf({ StartAt, States }: Definition): MachineShape {
  return {
    startAt: StartAt,
    states: Object.entries(States).map(([name, state]) => ({
      ...{ name, type: state.Type },
      next: [...new Set(successors(state))],
    })),
  };
}

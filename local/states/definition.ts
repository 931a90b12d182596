import * as z from 'zod';
import { type State, state as stateSchema } from './state.ts';

/** A state machine, checked: every successor that it names exists. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** The definition asks for something that does not run here. `problems` name each place, such as `States.Wait.Until`. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The state machine's definition cannot run here. ${problems.join('; ')}`);
    this.problems = problems;
  }
}

const definition = z
  .strictObject({
    Comment: z.string().optional(),
    StartAt: z.string(),
    States: z.record(z.string(), stateSchema),
    QueryLanguage: z.literal('JSONPath').optional(),
  })
  .superRefine(({ StartAt, States }, context) => {
    const check = (target: string, at: readonly string[]) => {
      if (Object.hasOwn(States, target)) return;
      context.addIssue({ code: 'custom', path: [...at], message: `there is no state "${target}"` });
    };
    check(StartAt, ['StartAt']);
    for (const [name, state] of Object.entries(States)) {
      for (const target of successors(state)) check(target, ['States', name]);
    }
  });

/** The states that may follow this one, by name. */
export function successors(state: State): readonly string[] {
  switch (state.Type) {
    case 'Task':
      return [...(state.Next === undefined ? [] : [state.Next]), ...state.Catch.map(({ Next }) => Next)];
    case 'Wait':
    case 'Pass':
      return state.Next === undefined ? [] : [state.Next];
    case 'Choice':
      return [
        ...(state.Default === undefined ? [] : [state.Default]),
        ...state.Choices.map(({ Next }) => Next),
      ];
    case 'Succeed':
    case 'Fail':
      return [];
  }
}

/**
 * Parses a DefinitionString whose function ARNs have become local function names (see resolve-definition.ts).
 * @throws DefinitionError naming every field, path or state that would not run as it does in AWS
 */
export function parseDefinition(text: string): Definition {
  const parsed = definition.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new DefinitionError(parsed.error.issues.flatMap(describe));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DefinitionError(['It is not JSON']);
  }
}

function describe(issue: z.core.$ZodIssue): readonly string[] {
  const at = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${[...at, key].join('.')}: this field is not understood`);
  }
  return [`${at.join('.') || 'The definition'}: ${issue.message}`];
}

import { describe, expect, it } from 'vitest';
import type { Definition } from '../../local/states/definition.ts';
import type { State } from '../../local/states/state.ts';
import { definitionOf, template } from './control-plane.ts';

function successors(state: State): readonly string[] {
  switch (state.Type) {
    case 'Task':
      return [state.Next ?? '', ...state.Catch.map(({ Next }) => Next)];
    case 'Choice':
      return [state.Default ?? '', ...state.Choices.map(({ Next }) => Next)];
    case 'Wait':
    case 'Pass':
      return [state.Next ?? ''];
    case 'Succeed':
    case 'Fail':
      return [];
  }
}

/** Every state that can follow on this one, at once or later. */
function reachableFrom({ States }: Definition, start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = States[name];
    if (state === undefined) throw new Error(`there is no state "${name}"`);
    for (const next of successors(state)) {
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  return reached;
}

describe.each([
  ['approval', 'Ask'],
  ['window', 'Close'],
] as const)('the %s machine', (kind, ask) => {
  // The loader refuses every field, path and comparison that the local platform would not run as AWS does.
  const definition = definitionOf(kind);
  const states = Object.entries(definition.States);
  const ofType = (type: State['Type']) =>
    states.filter(([, { Type }]) => Type === type).map(([name]) => name);

  it('is STANDARD, logged and traced', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: `k8s-access-test-${kind}`,
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
      TracingConfiguration: { Enabled: true },
    });
  });

  it('survives every error of a function: each call is tried again and then caught', () => {
    for (const [name, state] of states) {
      if (state.Type !== 'Task') continue;
      expect(state.Retry.at(-1)).toMatchObject({
        ErrorEquals: ['States.ALL'],
        MaxAttempts: name === 'Open' ? 6 : 5,
      });
      expect(state.Catch.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'] });
      expect(state.Catch.at(-1)?.ResultPath?.fields).toHaveLength(1);
    }
  });

  it('cannot fail, and can end in one place only', () => {
    expect(ofType('Fail')).toEqual([]);
    expect(ofType('Succeed')).toEqual(['Settled']);
    for (const [name] of states) {
      if (name !== 'Settled') expect(reachableFrom(definition, name)).toContain('Settled');
    }
  });

  it(`comes back to ${ask} from everywhere but the end`, () => {
    for (const [name] of states) {
      if (name !== 'Settled') expect(reachableFrom(definition, name)).toContain(ask);
    }
  });

  it('gives up waiting for an answer only after the function must have ended', () => {
    for (const [, state] of states) {
      if (state.Type === 'Task') expect(state.TimeoutSeconds).toBeGreaterThan(60);
    }
  });
});

it('closing follows on opening, whatever becomes of it', () => {
  const { StartAt, States } = definitionOf('window');
  const open = States[StartAt];
  expect(StartAt).toBe('Open');
  expect(open === undefined ? [] : [...new Set(successors(open))]).toEqual(['Close']);
});

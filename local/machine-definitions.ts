import type { ControlPlane } from '../infra/synthesize.ts';
import { type Definition, parseDefinition } from './states/definition.ts';
import { resolveDefinition } from './states/resolve-definition.ts';

/** The state machines of the synthesized template, unmodified but for the functions' ARNs, which become local names. */
export function machineDefinitions({
  template,
  functions,
  machines,
}: ControlPlane): Record<string, Definition> {
  const names = new Map(Object.entries(functions).map(([name, logicalId]) => [logicalId, name]));
  const localName = (logicalId: string) => {
    const name = names.get(logicalId);
    if (name === undefined)
      throw new Error(`The state machines refer to ${logicalId}, which is no function of ours.`);
    return name;
  };
  return Object.fromEntries(
    Object.entries(machines).map(([kind, logicalId]) => [
      kind,
      parseDefinition(resolveDefinition(template, logicalId, localName)),
    ]),
  );
}
